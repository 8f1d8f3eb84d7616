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
        var delivery = Delivery.Of(file, call.Fault);
        HttpResponse response = call.Context.Response;
        response.StatusCode = delivery.Status;
        response.ContentType = file.ContentType;
        response.ContentLength = delivery.Length;
        if (delivery.Encoding is { } encoding) response.Headers.ContentEncoding = encoding;
        if (delivery.Range is { } range) response.Headers.ContentRange = range;
        await Send(call, delivery.Pieces, delivery.Sent);
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
