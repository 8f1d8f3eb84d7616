using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Planning;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Reporting;

/// <summary>The reports of some rows, and ways to look at them.</summary>
internal sealed class WrittenReports(ReportStore images, BatchManifest manifest)
{
    public ReportStore Images => images;

    public BatchManifest Manifest => manifest;

    public static async Task<WrittenReports> WriteAsync(
        IReadOnlyCollection<ReportRow> rows, PlanSummary? plan = null, BatchRecord? batch = null, ReportStore? images = null)
    {
        images ??= new ReportStore();
        BatchManifest manifest = await new ReportWriter(Storage(images)).WriteAsync(
            ReportSamples.Folder, batch ?? ReportSamples.Batch, plan ?? ReportSamples.Plan(rows.Count), ReportSamples.Stream(rows), CancellationToken.None);
        return new WrittenReports(images, manifest);
    }

    public static PipelineStorage Storage(ReportStore images) => new(new ReportStore(), images, new ReportStore());

    public bool Has(string name) => images.Names.Contains(ReportSamples.Folder + name);

    public string Text(string name) => images.Text(ReportSamples.Folder + name);

    public List<string[]> Csv(string name) => CsvText.Parse(Text(name));

    public JsonElement[] Lines() =>
        [.. Text(ReportNames.ResultsJsonl).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>What a browser hands to the page's script.</summary>
    public JsonElement Data(string page, string id)
    {
        string html = Text(page);
        string opening = $"<script type=\"application/json\" id=\"{id}\">";
        int start = html.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return JsonDocument.Parse(html[start..html.IndexOf("</script", start, StringComparison.OrdinalIgnoreCase)]).RootElement;
    }
}
