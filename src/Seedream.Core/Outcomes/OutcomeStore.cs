using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Outcomes;

/// <summary>Outcomes in storage: one object per row and round, overwritten by a repeat.</summary>
public sealed class OutcomeStore
{
    // Enough to hide a store's latency, few enough not to crowd out the jobs in flight.
    private const int ParallelReads = 16;
    private readonly IObjectStore _store;

    public OutcomeStore(PipelineStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
    }

    public async Task WriteAsync(string batch, int round, JobOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(outcome, OutcomesJson.Default.JobOutcome);
        await _store.PutAsync(StateLayout.Outcome(batch, outcome.Row, round), content, "application/json", cancellationToken);
        JobSteps.Ended(batch, round, outcome);
    }

    /// <summary>Makes every outcome durable: before a round counts as ended, since nothing would find out afterwards that one is missing.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _store.FlushAsync(cancellationToken);

    /// <summary>The outcome of a row in one round; null while there is none.</summary>
    public Task<JobOutcome?> ReadAsync(string batch, int row, int round, CancellationToken cancellationToken) =>
        ReadAsync(StateLayout.Outcome(batch, row, round), cancellationToken);

    /// <summary>The last outcome of a row up to a round; null while there is none. In a further round that of an earlier one stands until there is a new one.</summary>
    public async Task<JobOutcome?> ReadLastAsync(string batch, int row, int round, CancellationToken cancellationToken)
    {
        for (; round > 0; round--)
        {
            if (await ReadAsync(batch, row, round, cancellationToken) is { } outcome)
                return outcome;
        }

        return null;
    }

    /// <summary>The rows of a segment that have an outcome in this round: one listing.</summary>
    public async Task<HashSet<int>> ListFinishedAsync(string batch, int segment, int round, CancellationToken cancellationToken)
    {
        HashSet<int> finished = [];
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Outcomes(batch, segment), cancellationToken))
        {
            (int row, int number) = StateLayout.Parse(found.Name);
            if (number == round)
                finished.Add(row);
        }

        return finished;
    }

    /// <summary>
    /// The last outcome of each row of a segment, by row. Its <see cref="JobOutcome.Attempts"/> counts the submissions of
    /// every round.
    /// </summary>
    public async Task<Dictionary<int, JobOutcome>> ReadSegmentAsync(string batch, int segment, CancellationToken cancellationToken)
    {
        Dictionary<int, JobOutcome> last = [];
        Dictionary<(int Row, int Attempt), int> submissions = [];
        await foreach (JobOutcome outcome in ReadAllAsync(batch, segment, cancellationToken))
        {
            last[outcome.Row] = outcome;
            submissions[(outcome.Row, outcome.Attempt)] = Math.Max(outcome.Attempts, submissions.GetValueOrDefault((outcome.Row, outcome.Attempt)));
        }

        ILookup<int, int> counts = submissions.ToLookup(entry => entry.Key.Row, entry => entry.Value);
        return last.ToDictionary(entry => entry.Key, entry => entry.Value with { Attempts = counts[entry.Key].Sum() });
    }

    private async IAsyncEnumerable<JobOutcome> ReadAllAsync(string batch, int segment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ObjectInfo> listed = [];
        await foreach (ObjectInfo found in _store.ListWithContentAsync(StateLayout.Outcomes(batch, segment), cancellationToken))
            listed.Add(found);

        // Listings are ordered, so the last round of a row comes last.
        foreach (ObjectInfo[] chunk in listed.Chunk(ParallelReads))
        {
            foreach (JobOutcome? outcome in await Task.WhenAll(chunk.Select(found => ReadAsync(found, cancellationToken))))
            {
                if (outcome is not null)
                    yield return outcome;
            }
        }
    }

    private Task<JobOutcome?> ReadAsync(ObjectInfo found, CancellationToken cancellationToken) => found.Content is { } content
        ? Task.FromResult(JsonSerializer.Deserialize(content.Span, OutcomesJson.Default.JobOutcome))
        : ReadAsync(found.Name, cancellationToken);

    private async Task<JobOutcome?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await _store.TryReadAsync(name, cancellationToken) is not { } stored)
            return null;
        try
        {
            return JsonSerializer.Deserialize(stored.Content.Span, OutcomesJson.Default.JobOutcome);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
