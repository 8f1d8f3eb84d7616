using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting;

/// <summary>Reads back what <see cref="ReportWriter"/> wrote.</summary>
public sealed class ResultsReader(PipelineStorage storage)
{
    /// <summary>The records of <c>results.jsonl</c> in a folder of the images container, streamed; none if there is no such file.</summary>
    /// <exception cref="JsonException">The file is not what was written.</exception>
    public async IAsyncEnumerable<ResultRecord> ReadAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream? stream = await storage.Images.OpenReadAsync(folder + ReportNames.ResultsJsonl, 0, cancellationToken);
        if (stream is null)
            yield break;
        IAsyncEnumerable<ResultRecord?> records = JsonSerializer.DeserializeAsyncEnumerable(
            stream, ReportingJson.Default.ResultRecord, topLevelValues: true, cancellationToken);
        await foreach (ResultRecord? record in records)
            yield return record ?? throw new JsonException($"{folder}{ReportNames.ResultsJsonl} has a line without a record");
    }

    /// <summary>The manifest in a folder of the images container; null if there is none.</summary>
    /// <exception cref="JsonException">The file is not what was written.</exception>
    public async Task<BatchManifest?> TryReadManifestAsync(string folder, CancellationToken cancellationToken)
    {
        StoredObject? stored = await storage.Images.TryReadAsync(folder + ReportNames.Manifest, cancellationToken);
        return stored is null ? null : JsonSerializer.Deserialize(stored.Content.Span, ReportingJson.Default.BatchManifest);
    }
}
