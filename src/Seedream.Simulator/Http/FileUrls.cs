using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary>Signed, expiring URLs of image files.</summary>
internal sealed class FileUrls(Simulation simulation)
{
    public IReadOnlyList<string> For(ApiCall call, Submission submission)
    {
        long expires = (simulation.Clock.GetUtcNow() + simulation.Options.UrlLifetime).ToUnixTimeMilliseconds();
        string host = call.Fault == Fault.ForeignUrl ? "https://images.invalid" : call.PublicUrl;
        return [.. Enumerable.Range(1, submission.Delivered).Select(number => Url(host, submission, number, expires))];
    }

    /// <summary>Whether the URL was given out by this simulator and is not past its time.</summary>
    public bool Valid(ApiCall call)
    {
        IQueryCollection query = call.Context.Request.Query;
        string expires = query["expires"].ToString();
        return long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out long time)
            && query["signature"] == Signature(call.Subject, call.ImageIndex + 1, time)
            && simulation.Clock.GetUtcNow().ToUnixTimeMilliseconds() < time;
    }

    private string Url(string host, Submission submission, int number, long expires)
    {
        string extension = submission.Input.IsJpeg ? "jpeg" : "png";
        return string.Create(CultureInfo.InvariantCulture,
            $"{host}/files/{submission.RequestId}/{number}.{extension}?expires={expires}&signature={Signature(submission.RequestId, number, expires)}");
    }

    private string Signature(string requestId, int number, long expires) => Seeded
        .Hash(simulation.Options.Seed, "signature", requestId, number.ToString(CultureInfo.InvariantCulture), expires.ToString(CultureInfo.InvariantCulture))
        .ToString("x16", CultureInfo.InvariantCulture);
}
