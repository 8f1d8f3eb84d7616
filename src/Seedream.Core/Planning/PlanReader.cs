using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Storage;

namespace Seedream.Core.Planning;

/// <summary>
/// Reads plans back. One per process, so that activities on neighbouring rows share what was read. The plan of a single job
/// is its record, which never changes in that.
/// </summary>
public sealed class PlanReader(PipelineStorage storage, BatchStore batches)
{
    private const int LargestCached = 4 * 1024 * 1024;
    private const int CacheBytes = 16 * 1024 * 1024;
    private const int LongestLine = 1 << 30;

    private const int MostFolders = 4_096;

    private readonly SegmentCache _cache = new(CacheBytes);
    private readonly ConcurrentDictionary<string, string> _folders = new(StringComparer.Ordinal);

    /// <summary>The summary of a batch's plan; null while there is no whole plan.</summary>
    public async Task<PlanSummary?> ReadSummaryAsync(string batch, CancellationToken cancellationToken)
    {
        if (JobId.IsJob(batch))
            return await batches.FindSeenAsync(batch, cancellationToken) is { } job ? JobPlan.Summarize(job) : null;
        StoredObject? stored = await storage.State.TryReadAsync(StateLayout.PlanSummary(batch), cancellationToken);
        PlanSummary? summary = stored is null ? null : JsonSerializer.Deserialize(stored.Content.Span, PlanningJson.Default.PlanSummary);
        if (summary is null)
            _folders.TryRemove(batch, out _);
        else
            Remember(batch, summary);
        return summary;
    }

    /// <summary>The rows of a segment in order, streamed; none when the plan has no such segment.</summary>
    public async IAsyncEnumerable<PromptRow> ReadSegmentAsync(string batch, int segment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (JobId.IsJob(batch))
        {
            if (segment == 0 && await batches.FindSeenAsync(batch, cancellationToken) is { } job)
                yield return JobPlan.ToRow(job);
            yield break;
        }

        await foreach (PromptRow row in ReadSegmentAsync(batch, await FolderAsync(batch, cancellationToken), segment, cancellationToken))
            yield return row;
    }

    /// <summary>The same of a plan that may not be entered yet.</summary>
    internal async IAsyncEnumerable<PromptRow> ReadSegmentAsync(string batch, string folder, int segment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream? stream = await storage.State.OpenReadAsync(StateLayout.PlanSegment(batch, folder, segment), 0, cancellationToken);
        if (stream is null)
            yield break;
        using ByteLines lines = new(stream, LongestLine);
        while (await lines.ReadAsync(cancellationToken))
            yield return PlanSegment.Parse(lines.Line.Span);
    }

    /// <summary>A plan as it was made, entered or not; null while it is not whole.</summary>
    internal async Task<PlanSummary?> ReadSummaryAsync(string batch, string folder, CancellationToken cancellationToken) =>
        await storage.State.TryReadAsync(StateLayout.PlanSummary(batch, folder), cancellationToken) is { } stored
            ? JsonSerializer.Deserialize(stored.Content.Span, PlanningJson.Default.PlanSummary)
            : null;

    /// <summary>
    /// The rows of these numbers, in this order. Neighbours of one segment cost one read of it, and none at all when it was
    /// used lately. Raises <see cref="InvalidDataException"/> for a row that the plan does not have.
    /// </summary>
    public async IAsyncEnumerable<PromptRow> ReadRowsAsync(string batch, IReadOnlyList<int> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int next = 0;
        while (next < rows.Count)
        {
            int segment = StateLayout.SegmentOf(rows[next]);
            int end = next + 1;
            while (end < rows.Count && StateLayout.SegmentOf(rows[end]) == segment)
                end++;
            if (await LoadAsync(batch, segment, cancellationToken) is { } loaded)
            {
                for (; next < end; next++)
                    yield return loaded.Row(rows[next]) ?? throw Missing(batch, rows[next]);
            }
            else
            {
                // Too large to hold. Ascending rows, the usual order, still take one pass.
                while (next < end)
                {
                    int first = next;
                    await foreach (PromptRow row in ReadSegmentAsync(batch, segment, cancellationToken))
                    {
                        while (next < end && row.Row == rows[next])
                        {
                            yield return row;
                            next++;
                        }

                        if (next == end)
                            break;
                    }

                    if (first == next)
                        throw Missing(batch, rows[next]);
                }
            }
        }
    }

    // A plan that counts never moves; one that is forgotten and made anew has a summary that is read first.
    private async Task<string> FolderAsync(string batch, CancellationToken cancellationToken)
    {
        if (_folders.TryGetValue(batch, out string? known))
            return known;
        return (await ReadSummaryAsync(batch, cancellationToken))?.Segments ?? StateLayout.PlanFolder;
    }

    private void Remember(string batch, PlanSummary summary)
    {
        if (_folders.Count >= MostFolders)
            _folders.Clear();
        _folders[batch] = summary.Segments ?? StateLayout.PlanFolder;
    }

    private static InvalidDataException Missing(string batch, int row) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The plan of batch {batch} has no row {row}"));

    // Null when the segment is too large to be held, or missing.
    private async Task<PlanSegment?> LoadAsync(string batch, int segment, CancellationToken cancellationToken)
    {
        if (JobId.IsJob(batch))
            return null;
        string name = StateLayout.PlanSegment(batch, await FolderAsync(batch, cancellationToken), segment);
        if (_cache.Find(name) is { } cached)
            return cached;
        await using Stream? stream = await storage.State.OpenReadAsync(name, 0, cancellationToken);
        if (stream is null)
            return null;
        byte[] bytes = new byte[256 * 1024];
        int length = 0;
        while (await stream.ReadAsync(bytes.AsMemory(length), cancellationToken) is > 0 and int read)
        {
            length += read;
            if (length > LargestCached)
                return null;
            if (length == bytes.Length)
                Array.Resize(ref bytes, bytes.Length * 2);
        }

        PlanSegment loaded = new(bytes.AsSpan(0, length).ToArray());
        _cache.Keep(name, loaded);
        return loaded;
    }
}
