using System.Security.Cryptography;
using System.Text.Json;
using Seedream.Simulator.Scheduling;

namespace Seedream.Local.Tests.Support;

/// <summary>Compares what the simulator has in its books with what the process says it has.</summary>
internal static class Books
{
    /// <summary>Every row has one line, every image is the one that was made for its request, and nothing was paid twice.</summary>
    public static void Balance(Workplace workplace, int rows)
    {
        Assert.Empty(workplace.Server.Account.DuplicateMarkers);
        Assert.Equal(rows, workplace.Server.Account.Paid);
        Assert.Equal(rows, workplace.Server.Account.Wanted);
        Assert.Equal(0, workplace.Server.Account.TokenLeaks);
        JsonElement[] lines = [.. File.ReadLines(Path.Combine(workplace.Results, "results.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Enumerable.Range(1, rows), lines.Select(line => line.GetProperty("row").GetInt32()));
        foreach (JsonElement line in lines)
            IsWhatWasServed(workplace, line);
    }

    private static void IsWhatWasServed(Workplace workplace, JsonElement line)
    {
        Assert.Equal("succeeded", line.GetProperty("outcome").GetString());
        Submission submission = workplace.Server.Account.Find(line.GetProperty("request_id").GetString()!)!;
        Assert.EndsWith($"/{line.GetProperty("row").GetInt32()}/1", submission.Marker, StringComparison.Ordinal);
        JsonElement file = Assert.Single(line.GetProperty("files").EnumerateArray());
        byte[] stored = File.ReadAllBytes(Path.Combine(workplace.Results, file.GetProperty("name").GetString()!));
        string hash = Convert.ToHexStringLower(SHA256.HashData(stored));
        Assert.Equal(hash, file.GetProperty("sha256").GetString());
        Assert.Equal(hash, workplace.Server.ImagesOf(submission)[0].Sha256());
    }
}
