using System.Text.Json;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Reporting;

/// <summary>
/// The reports are contracts. When one changes on purpose, delete its golden file and run the tests twice: the first run
/// writes it anew and fails, for the difference to be reviewed.
/// </summary>
public sealed class ReportContractTests
{
    private static readonly ReportRow[] Rows =
    [
        ReportSamples.Succeeded(1, "Ein Kätzchen, \"müde\"", files: 2),
        ReportSamples.Ended(2, OutcomeKind.Failed, "API422", "content_policy_violation", "=SUM(A1)", "@home"),
        ReportSamples.Ended(3, OutcomeKind.Uncertain, "JOB002", "connection reset", "雪の京都\nat night") is var row
            ? row with { Prompt = row.Prompt with { Input = row.Prompt.Input! with { SequentialImageGeneration = SequentialImageGeneration.Auto, MaxImages = 4, OutputFormat = OutputFormat.Jpeg } } } : row,
        ReportSamples.Invalid(4, "-- nothing", "surplus"),
    ];

    private static readonly Problem Warning = new() { Code = "CSV020", Severity = Severity.Warning, Row = 1, Line = 2, Column = "prompt", Message = "long" };

    [Theory]
    [InlineData(ReportNames.ResultsJsonl)]
    [InlineData(ReportNames.ResultsCsv)]
    [InlineData(ReportNames.FailedCsv)]
    [InlineData(ReportNames.Manifest)]
    public async Task WriteAsync_FixedBatch_IsTheGoldenFile(string name)
    {
        string golden = Repository.Golden(name);
        string written = (await WriteAsync()).Text(name);
        if (!File.Exists(golden))
        {
            await File.WriteAllTextAsync(golden, written);
            Assert.Fail($"{golden} was missing and has been written: review it and run again");
        }

        // Git may keep the line ends of its platform; CsvText checks them elsewhere.
        string expected = System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(golden));
        Assert.Equal(expected.ReplaceLineEndings("\n"), written.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task WriteAsync_Results_AgreeWithTheSchema()
    {
        JsonElement schema = Schema("results.schema.json");

        Assert.Empty((await WriteAsync()).Lines().SelectMany((line, index) => SchemaCheck.Problems(line, schema, $"line {index + 1}")));
        Assert.Equal(Names(schema.GetProperty("properties")), Names((await WriteAsync()).Lines()[0]));
    }

    [Fact]
    public async Task WriteAsync_Manifest_AgreesWithTheSchema()
    {
        JsonElement schema = Schema("manifest.schema.json");
        JsonElement manifest = JsonDocument.Parse((await WriteAsync()).Text(ReportNames.Manifest)).RootElement;

        Assert.Empty(SchemaCheck.Problems(manifest, schema));
        Assert.Equal(Names(schema.GetProperty("properties")), Names(manifest));
    }

    [Theory]
    [InlineData("results.schema.json")]
    [InlineData("manifest.schema.json")]
    public async Task Docs_EveryProperty_IsDescribed(string schema)
    {
        string docs = await File.ReadAllTextAsync(Repository.Docs("results.md"));

        Assert.All(Names(Schema(schema).GetProperty("properties")), name => Assert.Contains($"`{name}`", docs, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Docs_ColumnsOfResultsCsv_AreListedInOrder()
    {
        string docs = await File.ReadAllTextAsync(Repository.Docs("results.md"));
        string[] columns = (await WriteAsync()).Csv(ReportNames.ResultsCsv)[0];

        Assert.Contains(string.Join(", ", columns[..^1].Select(column => $"`{column}`")), docs, StringComparison.Ordinal);
    }

    private static Task<WrittenReports> WriteAsync() =>
        WrittenReports.WriteAsync(Rows, ReportSamples.Plan(Rows.Length, problems: Warning), ReportSamples.Batch with { PricePerImageUsd = 0.035m });

    private static JsonElement Schema(string name) => JsonDocument.Parse(File.ReadAllText(Repository.Docs($"schemas/{name}"))).RootElement;

    private static IEnumerable<string> Names(JsonElement value) => value.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);
}
