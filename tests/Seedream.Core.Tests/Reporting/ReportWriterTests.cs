using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Reporting;

public sealed class ReportWriterTests
{
    [Fact]
    public async Task WriteAsync_MixedRows_AccountsForEachAndAddsThemUp()
    {
        WrittenReports reports = await WrittenReports.WriteAsync(
        [
            ReportSamples.Succeeded(1, files: 3),
            ReportSamples.Succeeded(2) is var row ? row with { Outcome = row.Outcome with { CostUsd = null } } : row,
            ReportSamples.Ended(3, OutcomeKind.Uncertain, "JOB002", "connection reset") is var lost ? lost with { Outcome = lost.Outcome with { OpenCostUsd = 0.04m } } : lost,
            ReportSamples.Invalid(4, "a cat", "surplus"),
        ]);

        BatchManifest manifest = reports.Manifest;
        Assert.Equal(4, manifest.Rows);
        Assert.Equal(2, manifest.Counts[OutcomeKind.Succeeded]);
        Assert.Equal(1, manifest.Counts[OutcomeKind.Invalid]);
        Assert.Equal(0, manifest.Counts[OutcomeKind.Cancelled]);
        Assert.Equal(4, manifest.Images);
        Assert.Equal(6_000_000, manifest.Bytes);
        Assert.Equal(3, manifest.Submissions);
        Assert.Equal(0.12m, manifest.CostUsd);
        Assert.Equal(0.04m, manifest.CostEstimatedUsd);
        Assert.Equal(0.04m, manifest.CostOpenUsd);
        Assert.Equal(90.5, manifest.WallSeconds);
        Assert.Equal([1, 2, 3, 4], reports.Lines().Select(line => line.GetProperty("row").GetInt32()));
        Assert.Equal(5, reports.Csv(ReportNames.ResultsCsv).Count);
    }

    [Fact]
    public async Task WriteAsync_Finished_WritesTheManifestLastAndLeavesNoWriterOpen()
    {
        WrittenReports reports = await WrittenReports.WriteAsync([ReportSamples.Ended(1, OutcomeKind.Failed, "API422", "no")]);

        Assert.Equal(
            ["results.jsonl", "results.csv", "failed.csv", "index.html", "manifest.json"],
            reports.Images.Appeared.Select(name => name[ReportSamples.Folder.Length..]));
        Assert.Equal(reports.Images.Appeared[..^1].Select(name => name[ReportSamples.Folder.Length..]), reports.Manifest.Reports);
        Assert.Equal(0, reports.Images.OpenWriters);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    public async Task WriteAsync_RowMissingOrRepeated_WritesNothing(int first, int second)
    {
        ReportStore images = new();

        await Assert.ThrowsAsync<InvalidOperationException>(() => WrittenReports.WriteAsync(
            [ReportSamples.Succeeded(first), ReportSamples.Succeeded(second)], images: images));

        Assert.Empty(images.Names);
        Assert.Equal(0, images.OpenWriters);
    }

    [Fact]
    public async Task WriteAsync_FewerRowsThanPlanned_WritesNothing()
    {
        ReportStore images = new();

        await Assert.ThrowsAsync<InvalidOperationException>(() => WrittenReports.WriteAsync(
            [ReportSamples.Succeeded(1)], ReportSamples.Plan(2), images: images));

        Assert.Empty(images.Names);
    }

    [Fact]
    public async Task WriteAsync_NothingFailedThisRound_DeletesFailedCsvOfTheLast()
    {
        ReportStore images = new();
        WrittenReports first = await WrittenReports.WriteAsync([ReportSamples.Ended(1, OutcomeKind.TimedOut, "JOB001", "late")], images: images);
        Assert.True(first.Has(ReportNames.FailedCsv));

        WrittenReports second = await WrittenReports.WriteAsync([ReportSamples.Succeeded(1)], images: images);

        Assert.False(second.Has(ReportNames.FailedCsv));
        Assert.DoesNotContain(ReportNames.FailedCsv, second.Manifest.Reports);
    }

    [Fact]
    public async Task WriteAsync_NoRows_WritesEmptyReports()
    {
        WrittenReports reports = await WrittenReports.WriteAsync([]);

        Assert.Empty(reports.Lines());
        Assert.Single(reports.Csv(ReportNames.ResultsCsv));
        Assert.Equal(0, reports.Data(ReportNames.Index, "rows-data").GetArrayLength());
        Assert.Equal(0, reports.Manifest.Rows);
    }

    [Fact]
    public async Task WriteAsync_RejectedFile_ReportsItsProblemsAndNoRows()
    {
        Problem problem = new() { Code = "CSV001", Severity = Severity.FileError, Message = "no column 'prompt'" };

        WrittenReports reports = await WrittenReports.WriteAsync(
            [], ReportSamples.Plan(500, rejected: true, problems: problem), ReportSamples.Batch with { Status = BatchStatus.Rejected, Reason = "no prompts" });

        Assert.Equal(0, reports.Manifest.Rows);
        Assert.Equal([problem], reports.Manifest.Problems);
        Assert.Equal("rejected", reports.Data(ReportNames.Index, "page-data").GetProperty("manifest").GetProperty("status").GetString());
    }

    [Fact]
    public async Task WriteAsync_EveryRowFailed_PutsEveryRowIntoFailedCsv()
    {
        WrittenReports reports = await WrittenReports.WriteAsync(
            [.. Enum.GetValues<OutcomeKind>().Where(kind => kind != OutcomeKind.Succeeded).Select((kind, index) => ReportSamples.Ended(index + 1, kind, "X", "y"))]);

        List<string[]> failed = reports.Csv(ReportNames.FailedCsv);
        Assert.Equal(["ID", "prompt", "campaign", "outcome", "error_code", "error", "request_id", "batch", "row", "attempt"], failed[0]);
        Assert.Equal(["failed", "cancelled", "timed_out", "uncertain", "not_submitted", "invalid"], failed.Skip(1).Select(row => row[3]));
        Assert.Equal(0, reports.Manifest.Images);
    }

    [Fact]
    public async Task WriteAsync_RowWithSurplusCells_KeepsThemSurplusInFailedCsv()
    {
        WrittenReports reports = await WrittenReports.WriteAsync([ReportSamples.Invalid(1, "a cat", " a dog", " a bird")]);

        string[] row = reports.Csv(ReportNames.FailedCsv)[1];
        Assert.Equal("a cat", row[1]);
        Assert.Equal([" a dog", " a bird"], row[10..]);
    }

    [Fact]
    public async Task WriteAsync_MetadataNamedLikeAResult_IsPrefixedInResultsCsv()
    {
        PromptHeader header = new() { Columns = ["Error", "prompt", "metadata_Error"], Meanings = [null, "prompt", null] };

        WrittenReports reports = await WrittenReports.WriteAsync([ReportSamples.Succeeded(1)], ReportSamples.Plan(1, header));

        string[] columns = reports.Csv(ReportNames.ResultsCsv)[0];
        Assert.Equal(["metadata_metadata_Error", "metadata_Error"], columns[^2..]);
        Assert.Equal(columns.Length, columns.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task WriteAsync_SeveralFiles_LinesUpTheirValues()
    {
        WrittenReports reports = await WrittenReports.WriteAsync([ReportSamples.Succeeded(1, files: 2)]);

        List<string[]> csv = reports.Csv(ReportNames.ResultsCsv);
        Assert.Equal("00001-a-cat-1.png 00001-a-cat-2.png", csv[1][Array.IndexOf(csv[0], "files")]);
        Assert.Equal("2304 2304", csv[1][Array.IndexOf(csv[0], "width")]);
    }

    [Fact]
    public async Task WriteAsync_Again_WritesTheSameBytes()
    {
        ReportRow[] rows = [ReportSamples.Succeeded(1), ReportSamples.Ended(2, OutcomeKind.Failed, "API422", "no"), ReportSamples.Invalid(3, "=x")];

        WrittenReports first = await WrittenReports.WriteAsync(rows);
        WrittenReports second = await WrittenReports.WriteAsync(rows);

        Assert.All(first.Images.Names, name => Assert.Equal(first.Images.Bytes(name), second.Images.Bytes(name)));
    }

    [Fact]
    public void InvalidOutcome_RowWithErrors_TellsEveryErrorAndNoWarning()
    {
        JobOutcome outcome = ReportSamples.Invalid(7, "").Outcome;

        Assert.Equal(OutcomeKind.Invalid, outcome.Outcome);
        Assert.Equal(7, outcome.Row);
        Assert.Equal("CSV011", outcome.ErrorCode);
        Assert.Equal("prompt: expected text, found nothing (write a prompt) | 4 cells, expected 3", outcome.Error);
    }
}
