using System.Globalization;
using System.Text;
using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Retention;
using Seedream.Local.Tests.Running;

namespace Seedream.Local.Tests.Identity;

/// <summary>
/// Whatever happens to files, in whatever order: within a name nothing is paid for more often than the fullest version of the file
/// asked for it, and every image that results name is there.
/// </summary>
public sealed class AnySequenceTests
{
    private const int Steps = 14;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Files_AnySequenceOfEvents_PaysEachRowOfANameAtMostOnce(int seed)
    {
        Random dice = new(seed);
        await using FileDesk desk = await FileDesk.OpenAsync();
        Dictionary<string, List<Row>> files = new(StringComparer.Ordinal) { ["0.csv"] = [NewRow(dice), NewRow(dice)] };
        List<string> log = [];
        // What a file had when it became a copy of another was paid for there.
        Dictionary<string, Dictionary<string, int>> copied = new(StringComparer.Ordinal) { ["0.csv"] = [] };
        Dictionary<string, Dictionary<string, int>> most = new(StringComparer.Ordinal);
        HashSet<string> batches = [];
        int names = 1;

        for (int step = 0; step < Steps; step++)
        {
            string name = files.Keys.ElementAt(dice.Next(files.Count));
            List<Row> rows = files[name];
            string what = (string[])["append", "append", "edit", "reorder", "metadata", "copy", "move", "again", "repeat", "delete-row", "purge", "two-at-once"] is var kinds ? kinds[dice.Next(kinds.Length)] : "";
            log.Add($"{what} {name}");
            string target = name;
            switch (what)
            {
                case "append":
                    rows.Add(NewRow(dice));
                    break;
                case "repeat":
                    rows.Add(rows[dice.Next(rows.Count)]);
                    break;
                case "edit":
                    rows[dice.Next(rows.Count)] = NewRow(dice);
                    break;
                case "delete-row" when rows.Count > 1:
                    rows.RemoveAt(dice.Next(rows.Count));
                    break;
                case "reorder":
                    files[name] = [.. rows.OrderBy(_ => dice.Next())];
                    break;
                case "metadata":
                    files[name] = [.. rows.Select(row => row with { Note = dice.Next(100).ToString(CultureInfo.InvariantCulture) })];
                    break;
                case "copy" or "move":
                    target = string.Create(CultureInfo.InvariantCulture, $"{names++}.csv");
                    files[target] = [.. rows];
                    copied[target] = rows.CountBy(row => row.Prompt).ToDictionary(StringComparer.Ordinal);
                    if (what == "move")
                        files.Remove(name);
                    break;
                case "purge" when batches.Count > 0:
                    await TryPurgeAsync(desk, batches.ElementAt(dice.Next(batches.Count)));
                    continue;
                case "two-at-once":
                    string before = Text(rows);
                    rows.Add(NewRow(dice));
                    Count(most, name, copied[name], rows);
                    await Task.WhenAll(TryRunAsync(desk, name, before, batches), TryRunAsync(desk, name, Text(rows), batches));
                    Check(desk, most, log);
                    continue;
            }

            Count(most, target, copied[target], files[target]);
            await TryRunAsync(desk, target, Text(files[target]), batches);
            Check(desk, most, log);
        }

        await CheckImagesAsync(desk, batches);
    }

    // By prompt, since every new row has a prompt of its own: what its file asked for at most.
    private static void Count(Dictionary<string, Dictionary<string, int>> most, string name, Dictionary<string, int> copied, List<Row> rows)
    {
        if (!most.TryGetValue(name, out Dictionary<string, int>? counts))
            most.Add(name, counts = new(StringComparer.Ordinal));
        foreach ((string prompt, int count) in rows.CountBy(row => row.Prompt))
            counts[prompt] = Math.Max(count - copied.GetValueOrDefault(prompt), counts.GetValueOrDefault(prompt));
    }

    private static void Check(FileDesk desk, Dictionary<string, Dictionary<string, int>> most, List<string> log)
    {
        Dictionary<string, int> paid = new(StringComparer.Ordinal);
        foreach (Simulator.Scheduling.Submission submission in desk.Server.Account.Submissions)
        {
            using JsonDocument input = JsonDocument.Parse(submission.InputJson);
            string prompt = input.RootElement.GetProperty("prompt").GetString()!;
            paid[prompt] = paid.GetValueOrDefault(prompt) + 1;
        }

        foreach ((string prompt, int count) in paid)
        {
            int allowed = most.Values.Sum(counts => counts.GetValueOrDefault(prompt));
            Assert.True(count <= allowed, $"'{prompt}' was paid {count} times, asked for {allowed} times at most, after: {string.Join("; ", log)}");
        }
    }

    private static async Task TryRunAsync(FileDesk desk, string name, string text, HashSet<string> batches)
    {
        try
        {
            AcceptedBatch accepted = await desk.RunAsync(name, text);
            lock (batches)
                batches.Add(accepted.Batch.Id);
        }
        catch (Exception exception) when (exception is BatchPurgedException or BatchHeldException)
        {
            // Refused, or run by the other of two.
        }
    }

    private static async Task TryPurgeAsync(FileDesk desk, string batch)
    {
        await using Pipeline process = desk.Process();
        await process.Get<BatchPurge>().PurgeAsync(batch, new PurgeRequest { EndedBefore = DateTimeOffset.MaxValue, Force = true }, CancellationToken.None);
    }

    private static async Task CheckImagesAsync(FileDesk desk, HashSet<string> batches)
    {
        foreach (string batch in batches)
            await desk.CheckImagesAsync(batch);
    }

    private static string Text(List<Row> rows)
    {
        StringBuilder text = new("prompt,note\n");
        foreach (Row row in rows)
            text.Append(CultureInfo.InvariantCulture, $"{row.Prompt},{row.Note}\n");
        return text.ToString();
    }

    private static Row NewRow(Random dice) => new($"animal {dice.Next():x}", "");

    private sealed record Row(string Prompt, string Note);
}
