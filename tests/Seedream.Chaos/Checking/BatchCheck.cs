using System.Text.Json;
using Seedream.Chaos.Places;
using Seedream.Core.Batches;
using Seedream.Core.Storage;
using Seedream.Simulator.Scheduling;

namespace Seedream.Chaos.Checking;

/// <summary>One batch: every row once in every report, every image the one that was made for its request, nothing paid unasked or hidden.</summary>
internal sealed class BatchCheck(World world, PipelineStorage storage, Books books, Cents cents, BatchRecord batch, FileVersion? version)
{
    private readonly ReportFolder _folder = new(storage.Images, StateLayout.Images(batch.Id));

    public async Task RunAsync()
    {
        if (batch.CompletedAt is null || await _folder.ResultsAsync() is not { } lines)
        {
            Violation($"has not ended ({batch.Status})");
            return;
        }

        CheckRows(lines);
        foreach (ResultLine line in lines)
        {
            world.Report.Count($"rows {line.Outcome}");
            CheckPayment(line);
            CheckEnd(line);
            cents.Row($"{batch.Id} row {line.Row}", line, books.Of(batch.Id, line.Row));
            if (line.Outcome == "succeeded")
                await CheckFilesAsync(line);
        }

        await CheckReportsAsync(lines);
        await CheckStrayFilesAsync(lines);
    }

    private void CheckRows(List<ResultLine> lines)
    {
        int rows = version?.Lines.Length ?? lines.Count;
        if (!lines.Select(line => line.Row).SequenceEqual(Enumerable.Range(1, rows)))
            Violation($"results.jsonl has {lines.Count} lines for {rows} rows, or not in their order");
        else if (version is not null && lines.Find(line => line.Prompt is { } prompt && (line.Id, prompt) != version.Lines[line.Row - 1].Key) is { } other)
            Violation($"row {other.Row} is '{other.Prompt}', the file says '{version.Lines[other.Row - 1].Prompt}'");
    }

    private void CheckPayment(ResultLine line)
    {
        IReadOnlyList<Submission> accepted = books.Of(batch.Id, line.Row);
        int paid = Books.Paid(accepted).Count();
        // A request that was cancelled at the API is not billed, but it was accepted; the row's last word may be older than it.
        if (paid > 0 && line.Outcome is "not_submitted" or "invalid")
            Violation($"row {line.Row} is '{line.Outcome}', but {paid} of its submissions were paid");
        if (paid > line.Attempts && line.RanIn is null)
            Violation($"row {line.Row} was paid {paid} times and shows {line.Attempts} attempts");
        if (line.RanIn is not null)
            world.Report.Count("rows that ran in another batch");
        string payer = line.RanIn ?? batch.Id;
        if (line.RequestId is { } id && (books.Account.Find(id) is not { } made || Books.Parse(made.Marker).Batch != payer || (line.Prompt is { } prompt && made.Input.Prompt != prompt)))
            Violation($"row {line.Row} names request {id} of {payer}, which was not made for it");
    }

    // Only an answer about the job ends it as failed; what was generated is here, or can still be had.
    private void CheckEnd(ResultLine line)
    {
        if (line is { Outcome: "not_submitted", ErrorCode: "JOB002" })
            Violation($"row {line.Row} was not submitted, though nothing was said against the account: {batch.Reason} {line.Error}");
        if (line.RequestId is not { } id || books.Account.Find(id) is not { } made || Weather.IsLostForGood(made.Fault))
            return;
        if (line.Outcome == "failed" && made.State == SubmissionState.Succeeded && line.ErrorCode?.StartsWith("OUT", StringComparison.Ordinal) != true)
            Violation($"row {line.Row} is failed ({line.ErrorCode}), but request {id} has succeeded");
    }

    private async Task CheckFilesAsync(ResultLine line)
    {
        IReadOnlyList<string> served = line.RequestId is { } id ? world.Api.HashesOf(id) : [];
        if (line.Files.Count == 0 || !line.Files.Select(file => file.Sha256).SequenceEqual(served))
            Violation($"row {line.Row} lists {line.Files.Count} images that are not the {served.Count} that request {line.RequestId} made");
        foreach (ResultFile file in line.Files)
        {
            world.Report.Count("images");
            if (await _folder.HashAsync(file.Name) is not { } stored || stored != (file.Sha256, file.Bytes))
                Violation($"row {line.Row}: '{file.Name}' is missing or not what the results say");
        }
    }

    private async Task CheckReportsAsync(List<ResultLine> lines)
    {
        List<string[]> table = await _folder.TableAsync("results.csv") ?? [["row"]];
        int outcome = Array.IndexOf(table[0], "outcome"), id = Array.IndexOf(table[0], "request_id"), files = Array.IndexOf(table[0], "files");
        Same("results.csv", table.Skip(1).Select(row => $"{row[0]} {row[outcome]} {row[id]} {row[files]}"), lines.Select(line => line.Summary));
        Same("the gallery", (await _folder.GalleryAsync()).Select(line => line.Summary), lines.Select(line => line.Summary));
        int failed = lines.Count(line => line.Outcome != "succeeded");
        int listed = (await _folder.TableAsync("failed.csv"))?.Count - 1 ?? 0;
        if (failed != listed)
            Violation($"failed.csv has {listed} rows, {failed} did not succeed");
        if (await _folder.ManifestAsync() is not { } manifest)
        {
            Violation("has no manifest");
            return;
        }

        string[] counts = [.. manifest.GetProperty("counts").EnumerateObject().Where(count => count.Value.GetInt32() > 0).Select(count => $"{count.Name} {count.Value.GetInt32()}").Order(StringComparer.Ordinal)];
        Same("the manifest's counts", counts, lines.CountBy(line => line.Outcome).Select(count => $"{count.Key} {count.Value}").Order(StringComparer.Ordinal));
        if (manifest.GetProperty("images").GetInt32() != lines.Sum(line => line.Files.Count))
            Violation($"the manifest counts {manifest.GetProperty("images").GetInt32()} images, the results {lines.Sum(line => line.Files.Count)}");
        cents.Manifest(batch.Id, manifest.GetProperty("cost_usd").GetDecimal(), manifest.GetProperty("cost_open_usd").GetDecimal(), lines);
        if (manifest.GetProperty("round").GetInt32() != batch.Round || JsonSerializer.Serialize(batch.Status) != manifest.GetProperty("status").GetRawText())
            Violation($"the manifest is of round {manifest.GetProperty("round")} and {manifest.GetProperty("status")}, the batch of round {batch.Round} and {batch.Status}");
    }

    // A file that no line names may be there for a row that ended otherwise in the end; it must be whole all the same.
    private async Task CheckStrayFilesAsync(List<ResultLine> lines)
    {
        HashSet<string> known = ["results.jsonl", "results.csv", "failed.csv", "manifest.json", "index.html"];
        known.UnionWith(lines.SelectMany(line => line.Files.Select(file => file.Name)));
        foreach (string name in (await _folder.NamesAsync()).Where(name => !known.Contains(name) && !name.StartsWith("gallery-", StringComparison.Ordinal)))
        {
            int row = int.TryParse(name.AsSpan(0, 5), out int parsed) ? parsed : 0;
            string? hash = (await _folder.HashAsync(name))?.Sha256;
            bool whole = Made(row, lines).Any(request => world.Api.HashesOf(request).Contains(hash, StringComparer.Ordinal));
            bool succeeded = row > 0 && lines.Exists(line => line.Row == row && line.Outcome == "succeeded");
            if (!whole || succeeded)
                Violation($"'{name}' is in the folder and in no report{(whole ? "" : ", and is no image that was made for its row")}");
            else
                world.Report.Count("images of rows that ended otherwise");
        }
    }

    private IEnumerable<string> Made(int row, List<ResultLine> lines) =>
        books.Of(batch.Id, row).Select(submission => submission.RequestId).Concat(lines.Where(line => line.Row == row).Select(line => line.RequestId).OfType<string>());

    private void Same(string what, IEnumerable<string> found, IEnumerable<string> expected)
    {
        string[] left = [.. found], right = [.. expected];
        int different = Enumerable.Range(0, Math.Max(left.Length, right.Length)).FirstOrDefault(i => left.ElementAtOrDefault(i) != right.ElementAtOrDefault(i), -1);
        if (different >= 0)
            Violation($"{what} says '{left.ElementAtOrDefault(different)}' where results.jsonl says '{right.ElementAtOrDefault(different)}'");
    }

    private void Violation(string what) => world.Report.Violation($"{batch.Id}: {what}");
}
