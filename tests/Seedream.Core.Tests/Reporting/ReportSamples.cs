using System.Globalization;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Reporting;

/// <summary>Batches to report on.</summary>
internal static class ReportSamples
{
    public const string Folder = "cats-1a2b3c4d/";

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static PromptHeader Header { get; } = new() { Columns = ["ID", "prompt", "campaign"], Meanings = ["id", "prompt", null] };

    public static BatchRecord Batch { get; } = new()
    {
        Id = "cats-1a2b3c4d",
        File = "cats.csv",
        ContentSha256 = new string('a', 64),
        Defaults = new JobDefaults(),
        Status = BatchStatus.CompletedWithErrors,
        CreatedAt = Start.AddMinutes(-1),
        StartedAt = Start,
        CompletedAt = Start.AddSeconds(90.5),
        PricePerImageUsd = 0.04m,
    };

    public static PlanSummary Plan(int rows, PromptHeader? header = null, bool rejected = false, params Problem[] problems) => new()
    {
        File = "cats.csv",
        ContentSha256 = new string('a', 64),
        ContentBytes = 1234,
        Format = "csv",
        Header = header ?? Header,
        Defaults = new JobDefaults(),
        Rows = rows,
        ValidRows = rows,
        InvalidRows = 0,
        MostImages = rows,
        Rejected = rejected,
        ProblemCount = problems.Length,
        Problems = problems,
    };

    public static ReportRow Succeeded(int row, string prompt = "a cat", string campaign = "spring", int files = 1) => Row(
        row,
        prompt,
        campaign,
        new JobOutcome
        {
            Row = row,
            Outcome = OutcomeKind.Succeeded,
            RequestId = string.Create(CultureInfo.InvariantCulture, $"req-{row}"),
            Attempt = 1,
            Attempts = 1,
            CostUsd = 0.04m * files,
            Files = [.. Enumerable.Range(1, files).Select(index => File(string.Create(CultureInfo.InvariantCulture, $"{row:D5}-a-cat-{index}.png")))],
            SubmittedAt = Start.AddSeconds(row),
            GeneratedAt = Start.AddSeconds(row + 8),
            CompletedAt = Start.AddSeconds(row + 9.25).ToOffset(TimeSpan.FromHours(2)),
        });

    public static ReportRow Ended(int row, OutcomeKind kind, string code, string error, string prompt = "a cat", string campaign = "spring") => Row(
        row,
        prompt,
        campaign,
        new JobOutcome { Row = row, Outcome = kind, Attempts = 1, ErrorCode = code, Error = error, CompletedAt = Start.AddSeconds(row) });

    public static ReportRow Invalid(int row, string prompt, params string[] surplus)
    {
        PromptRow invalid = new()
        {
            Row = row,
            Line = row + 1,
            Cells = ["", prompt, "", .. surplus],
            Problems =
            [
                new Problem { Code = "CSV020", Severity = Severity.Warning, Message = "long" },
                new Problem { Code = "CSV011", Severity = Severity.RowError, Column = "prompt", Message = "expected text, found nothing", Suggestion = "write a prompt" },
                new Problem { Code = "CSV012", Severity = Severity.RowError, Message = "4 cells, expected 3" },
            ],
        };
        return new ReportRow(invalid, InvalidOutcome.From(invalid));
    }

    public static OutputFile File(string name) =>
        new() { Name = name, ContentType = "image/png", Bytes = 1_500_000, Width = 2304, Height = 1728, Sha256 = new string('b', 64) };

    public static async IAsyncEnumerable<ReportRow> Stream(IEnumerable<ReportRow> rows)
    {
        await Task.CompletedTask;
        foreach (ReportRow row in rows)
            yield return row;
    }

    private static ReportRow Row(int row, string prompt, string campaign, JobOutcome outcome)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"sku-{row}");
        return new ReportRow(
            new PromptRow { Row = row, Line = row + 1, Id = id, Input = new JobInput { Prompt = prompt }, Cells = [id, prompt, campaign] },
            outcome);
    }
}
