using System.Text.Json;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Reporting;

public sealed class HostileTextTests
{
    // Put in by the tests themselves: the runner would mend it on the way.
    private const string LoneSurrogate = "lone {surrogate}";

    public static TheoryData<string> Texts { get; } =
    [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<!-- <script> --><!--",
        "]]>{{rows}}{{page}}{{script}}{{title}}",
        "\"><img src=x onerror=alert(1)>",
        "=HYPERLINK(\"http://evil\",\"x\")",
        "-- no people, @home",
        "'=1",
        "a,\"b\"\r\nc\n=d\r",
        "line\u2028line\u2029line\u0085line",
        "שלום \u202Eevil\u202C عالم",
        "👩‍👩‍👧 𝕬𝖑 \uFFFD \0 \u0007",
        LoneSurrogate,
        " leading and trailing ",
        "\\ud800\\\"",
        new string('w', 20_000),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task WriteAsync_HostileTextInEveryField_ComesBackFromEveryReport(string text)
    {
        string expected = text.Replace("{surrogate}", "\uFFFD", StringComparison.Ordinal);
        WrittenReports reports = await WriteAsync(text);

        foreach (JsonElement record in reports.Lines().Concat(reports.Data(ReportNames.Index, "rows-data").EnumerateArray()))
        {
            Assert.Equal(expected, record.GetProperty("id").GetString());
            Assert.Equal(expected, record.GetProperty("input").GetProperty("prompt").GetString());
            Assert.Equal(expected, record.GetProperty("error").GetString());
            Assert.Equal(expected, record.GetProperty("request_id").GetString());
            Assert.Equal(expected, record.GetProperty("metadata").EnumerateObject().Single().Value.GetString());
            Assert.Equal(expected, record.GetProperty("files")[0].GetProperty("name").GetString());
        }

        Assert.Equal(expected, reports.Data(ReportNames.Index, "page-data").GetProperty("file").GetString());

        List<string[]> results = reports.Csv(ReportNames.ResultsCsv);
        Assert.Equal(2, results.Count);
        Assert.Equal(expected, Cell("prompt"));
        Assert.Equal(expected, Cell("id"));
        Assert.Equal(expected, Cell("error"));
        Assert.Equal(expected, FormulaGuard.Remove(results[1][^1]));
        Assert.Equal("x" + expected, FormulaGuard.Remove(results[0][^1]));

        List<string[]> failed = reports.Csv(ReportNames.FailedCsv);
        Assert.Equal([expected, expected, expected], failed[1][..3].Select(FormulaGuard.Remove));
        Assert.Equal(["outcome", "error_code", "error", "request_id", "batch", "row", "attempt"], failed[0][3..]);
        Assert.Equal(expected, FormulaGuard.Remove(failed[1][5]));
        Assert.All(results.Concat(failed).SelectMany(row => row), cell => Assert.DoesNotMatch("^\\s*[=+@＝-]", cell));

        string Cell(string column) => FormulaGuard.Remove(results[1][Array.IndexOf(results[0], column)]);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task WriteAsync_HostileTextInEveryField_AddsNoMarkupToThePage(string text)
    {
        string page = (await WriteAsync(text)).Text(ReportNames.Index);
        string harmless = (await WriteAsync("harmless")).Text(ReportNames.Index);

        Assert.Equal(harmless.Count(c => c == '<'), page.Count(c => c == '<'));
        Assert.Equal(harmless.Count(c => c == '>'), page.Count(c => c == '>'));
        Assert.DoesNotContain('\u2028', page);
    }

    private static Task<WrittenReports> WriteAsync(string text)
    {
        text = text.Replace("{surrogate}", "\uD800", StringComparison.Ordinal);
        PromptHeader header = new() { Columns = ["id", "prompt", "x" + text], Meanings = ["id", "prompt", null] };
        PromptRow prompt = new() { Row = 1, Line = 2, Id = text, Input = new JobInput { Prompt = text }, Cells = [text, text, text] };
        JobOutcome outcome = new()
        {
            Row = 1,
            Outcome = OutcomeKind.Failed,
            RequestId = text,
            ErrorCode = text,
            Error = text,
            Files = [ReportSamples.File(text) with { ContentType = text, Sha256 = text }],
        };
        Problem problem = new() { Code = text, Severity = Severity.Warning, Column = text, Message = text, Suggestion = text };
        return WrittenReports.WriteAsync(
            [new ReportRow(prompt, outcome)],
            ReportSamples.Plan(1, header, rejected: false, problem),
            ReportSamples.Batch with { File = text, Reason = text });
    }
}
