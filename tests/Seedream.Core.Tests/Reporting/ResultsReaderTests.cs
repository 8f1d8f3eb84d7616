using System.Text.Json;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Reporting;

public sealed class ResultsReaderTests
{
    [Fact]
    public async Task ReadAsync_WrittenResults_GivesThemBack()
    {
        ReportRow[] rows =
        [
            ReportSamples.Succeeded(1, "ein Kätzchen 🐈\nmit Hut", files: 2),
            ReportSamples.Ended(2, OutcomeKind.TimedOut, "JOB001", "late"),
            ReportSamples.Invalid(3, "=x"),
        ];
        WrittenReports reports = await WrittenReports.WriteAsync(rows);
        ResultsReader reader = new(WrittenReports.Storage(reports.Images));

        List<ResultRecord> records = [];
        await foreach (ResultRecord record in reader.ReadAsync(ReportSamples.Folder, CancellationToken.None))
            records.Add(record);

        string Json(ResultRecord record) => JsonSerializer.Serialize(record, ReportingJson.Default.ResultRecord);
        Assert.Equal(rows.Select(row => Json(ResultRecord.From(row, ReportSamples.Header))), records.Select(Json));
        Assert.Equal("ein Kätzchen 🐈\nmit Hut", records[0].Input!.Prompt);
        Assert.Equal("=x", records[2].Cells!["prompt"]);
    }

    [Fact]
    public async Task TryReadManifestAsync_WrittenManifest_GivesItBack()
    {
        WrittenReports reports = await WrittenReports.WriteAsync([ReportSamples.Succeeded(1)]);
        ResultsReader reader = new(WrittenReports.Storage(reports.Images));

        BatchManifest? read = await reader.TryReadManifestAsync(ReportSamples.Folder, CancellationToken.None);

        Assert.Equal(JsonSerializer.Serialize(reports.Manifest, ReportingJson.Default.BatchManifest), JsonSerializer.Serialize(read!, ReportingJson.Default.BatchManifest));
    }

    [Fact]
    public async Task Read_ReportsOfVersionOne_GivesThemWithoutWhatCameLater()
    {
        ReportStore images = new();
        foreach (string name in (string[])[ReportNames.ResultsJsonl, ReportNames.Manifest])
            await images.PutAsync(ReportSamples.Folder + name, await File.ReadAllBytesAsync(Repository.Golden($"version1/{name}")), "", CancellationToken.None);
        ResultsReader reader = new(WrittenReports.Storage(images));

        List<ResultRecord> records = await reader.ReadAsync(ReportSamples.Folder, CancellationToken.None).ToListAsync();
        BatchManifest manifest = (await reader.TryReadManifestAsync(ReportSamples.Folder, CancellationToken.None))!;

        Assert.Equal(4, records.Count);
        Assert.All(records, record => Assert.Equal((null, null, null, 0), (record.OpenCostUsd, record.Model, record.RanIn, record.SourceRow)));
        Assert.Equal((1, null), (manifest.SchemaVersion, manifest.Model));
    }

    [Fact]
    public async Task WriteAsync_FilesOfAnotherBatch_AreFoundFromHere()
    {
        ReportRow row = ReportSamples.Succeeded(1);
        row = row with { Outcome = row.Outcome with { RanIn = "posters-0", RanInRow = 7, FilesIn = "posters-0", CostUsd = null } };

        ResultRecord record = ResultRecord.From(row, ReportSamples.Header);

        Assert.Equal(("posters-0", "../posters-0/00001-a-cat-1.png"), (record.RanIn, Assert.Single(record.Files).Name));
    }

    [Fact]
    public async Task ReadAsync_NothingThere_GivesNothing()
    {
        ResultsReader reader = new(WrittenReports.Storage(new ReportStore()));

        await foreach (ResultRecord record in reader.ReadAsync(ReportSamples.Folder, CancellationToken.None))
            Assert.Fail($"found row {record.Row}");
        Assert.Null(await reader.TryReadManifestAsync(ReportSamples.Folder, CancellationToken.None));
    }
}
