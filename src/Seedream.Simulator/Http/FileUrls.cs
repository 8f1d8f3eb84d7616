using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary>Signed, expiring URLs of image files.</summary>
internal sealed class FileUrls(Simulation simulation)
{
    public IReadOnlyList<string> For(ApiCall call, Submission submission) => For(call, submission, TimeSpan.Zero);

    /// <summary>The same files by URLs with another query.</summary>
    public IReadOnlyList<string> Again(ApiCall call, Submission submission) => For(call, submission, TimeSpan.FromMinutes(1));

    private string[] For(ApiCall call, Submission submission, TimeSpan longer)
    {
        long expires = (simulation.Clock.GetUtcNow() + simulation.Options.UrlLifetime + longer).ToUnixTimeMilliseconds();
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
        return string.Create(CultureInfo.InvariantCulture,
            $"{host}/files/{submission.RequestId}/{number}.{submission.Input.OutputFormat}?expires={expires}&signature={Signature(submission.RequestId, number, expires)}");
    }

    private string Signature(string requestId, int number, long expires) => Seeded
        .Hash(simulation.Options.Seed, "signature", requestId, number.ToString(CultureInfo.InvariantCulture), expires.ToString(CultureInfo.InvariantCulture))
        .ToString("x16", CultureInfo.InvariantCulture);
}
