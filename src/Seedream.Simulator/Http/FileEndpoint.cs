using Microsoft.AspNetCore.Http;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Pictures;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary><c>GET /files/{request_id}/{number}.png</c>: the image, whole or damaged.</summary>
internal sealed class FileEndpoint(Simulation simulation)
{
    /// <summary>Marks the URL that a redirect leads to, where no further fault strikes.</summary>
    public const string Redirected = "redirected";

    private const int OversizedBytes = 33 << 20;

    private readonly FileUrls _urls = new(simulation);

    public async Task Answer(ApiCall call)
    {
        if (Refusal(call) is { } refusal)
        {
            call.Answer = refusal;
            return;
        }
        if (call.Fault == Fault.Redirect)
        {
            HttpRequest request = call.Context.Request;
            call.Answer = new Answer(302, default) { Location = $"{call.PublicUrl}{request.Path}{request.QueryString}&{Redirected}=1" };
            return;
        }
        PictureFile file = simulation.Studio.Draw(call.Submission!, call.ImageIndex);
        HttpResponse response = call.Context.Response;
        response.ContentType = file.ContentType;
        response.ContentLength = call.Fault switch
        {
            Fault.ShortFile => file.Length / 2,
            Fault.Oversized => OversizedBytes,
            _ => file.Length,
        };
        IEnumerable<ReadOnlyMemory<byte>> pieces = call.Fault switch
        {
            Fault.Corrupt => file.Corrupted(),
            Fault.BitFlip => file.BitFlipped(),
            Fault.Oversized => file.Pieces.Concat(Padding.Blocks(jpeg: false, OversizedBytes)),
            _ => file.Pieces,
        };
        bool half = call.Fault is Fault.ShortFile or Fault.Truncated or Fault.ResetMidResponse;
        await Send(call, pieces, half ? file.Length / 2 : response.ContentLength.Value);
    }

    private Answer? Refusal(ApiCall call)
    {
        if (!_urls.Valid(call)) return FaultAnswers.Refused(403, "AccessDenied", "Request has expired or its signature does not match");
        if (call.Submission is not { } submission || simulation.Look(submission).State != SubmissionState.Succeeded || call.ImageIndex >= submission.Delivered)
            return FaultAnswers.Refused(404, "NoSuchKey", "The specified key does not exist.");
        return null;
    }

    private async Task Send(ApiCall call, IEnumerable<ReadOnlyMemory<byte>> pieces, long bytes)
    {
        Drip? drip = call.Fault == Fault.Slow ? new Drip(simulation.Faults.SlowTime, bytes, simulation.Clock) : null;
        CancellationToken aborted = call.Context.RequestAborted;
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            ReadOnlyMemory<byte> part = piece[..(int)Math.Min(piece.Length, bytes)];
            bytes -= part.Length;
            if (drip is null) await call.Context.Response.Body.WriteAsync(part, aborted);
            else await drip.Write(call.Context.Response.Body, part, aborted);
        }
        // A truncated answer needs no more: the server closes the connection when fewer bytes came than were declared.
        if (call.Fault == Fault.ResetMidResponse) await Wire.ResetAfterArrival(call.Context);
    }
}
