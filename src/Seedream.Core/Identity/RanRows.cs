using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Retention;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Identity;

/// <summary>Which rows have run: a request id is known, a submission uncertain or under way. Looks at a thousand rows at a time.</summary>
internal sealed class RanRows(PipelineStorage storage, BatchStore batches, Tombstones tombstones)
{
    private const int ParallelReads = 16;
    private readonly Dictionary<string, bool> _all = new(StringComparer.Ordinal);
    private (string Batch, int Segment)? _at;
    private HashSet<int> _ran = [];

    public async ValueTask<bool> HasRunAsync(LedgerPlace place, CancellationToken cancellationToken)
    {
        if (!_all.TryGetValue(place.Batch, out bool all))
            _all.Add(place.Batch, all = await HaveAllRunAsync(place.Batch, cancellationToken));
        if (all)
            return true;
        (string, int) at = (place.Batch, StateLayout.SegmentOf(place.Row));
        if (_at != at)
        {
            _ran = await ReadAsync(place.Batch, at.Item2, cancellationToken);
            _at = at;
        }

        return _ran.Contains(place.Row);
    }

    // Of a purged batch only the rows that ran are matched.
    private async Task<bool> HaveAllRunAsync(string batch, CancellationToken cancellationToken) =>
        await batches.FindAsync(batch, cancellationToken) is { } record
            ? record.CompletedAt is not null && record.Counts.Count > 0
                && record.Counts.GetValueOrDefault(OutcomeKind.Failed) == 0 && record.Counts.GetValueOrDefault(OutcomeKind.NotSubmitted) == 0
            : await tombstones.FindAsync(batch, cancellationToken) is not null;

    private async Task<HashSet<int>> ReadAsync(string batch, int segment, CancellationToken cancellationToken)
    {
        HashSet<int> ran = [];
        List<string> names = [];
        await foreach (ObjectInfo found in storage.State.ListAsync(StateLayout.Ledger(batch, segment), cancellationToken))
            names.Add(found.Name);
        foreach (string[] chunk in names.Chunk(ParallelReads))
        {
            foreach ((string name, bool isRun) in await Task.WhenAll(chunk.Select(async name => (name, await IsRunAsync(name, cancellationToken)))))
            {
                if (isRun)
                    ran.Add(StateLayout.Parse(name).Row);
            }
        }

        return ran;
    }

    // What cannot be read may stand for a paid job.
    private async Task<bool> IsRunAsync(string name, CancellationToken cancellationToken)
    {
        if (await storage.State.TryReadAsync(name, cancellationToken) is not { } stored)
            return false;
        try
        {
            return JsonSerializer.Deserialize(stored.Content.Span, SubmissionJson.Default.LedgerRecord) is not { State: LedgerState.Released };
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
