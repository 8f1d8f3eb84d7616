using System.Runtime.CompilerServices;
using System.Text.Json;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Outcomes;

/// <summary>Outcomes in storage: one object per row and round, overwritten by a repeat.</summary>
public sealed class OutcomeStore
{
    // Enough to hide a store's latency, few enough not to crowd out the jobs in flight.
    private const int ParallelReads = 16;
    private readonly IObjectStore _store;
    private readonly string? _model;

    /// <summary>The outcomes in storage.</summary>
    /// <param name="storage">Where they stand.</param>
    /// <param name="api">Names the model that goes on record with what was submitted; null for a store that is only read.</param>
    public OutcomeStore(PipelineStorage storage, RunComfyOptions? api = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _model = api?.Model;
    }

    public async Task WriteAsync(string batch, int round, JobOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        // A batch never goes on with another model than it began with.
        if (outcome is { Model: null, RequestId: not null } or { Model: null, Outcome: OutcomeKind.Uncertain })
            outcome = outcome with { Model = _model };
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(outcome, OutcomesJson.Default.JobOutcome);
        await _store.PutAsync(StateLayout.Outcome(batch, outcome.Row, round), content, "application/json", cancellationToken);
        JobSteps.Ended(batch, round, outcome);
    }

    /// <summary>Makes every outcome durable: before a round counts as ended, since nothing would find out afterwards that one is missing.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _store.FlushAsync(cancellationToken);

    /// <summary>The outcome of a row in one round; null while there is none.</summary>
    public Task<JobOutcome?> ReadAsync(string batch, int row, int round, CancellationToken cancellationToken) =>
        ReadAsync(StateLayout.Outcome(batch, row, round), cancellationToken);

    /// <summary>
    /// What became of a row up to a round, put together over all rounds (<see cref="RowOutcome"/>); null while there is nothing. In a
    /// further round that of an earlier one stands until there is a new one.
    /// </summary>
    public async Task<JobOutcome?> ReadLastAsync(string batch, int row, int round, CancellationToken cancellationToken)
    {
        List<JobOutcome> rounds = [];
        for (int number = 1; number <= round; number++)
        {
            if (await ReadAsync(batch, row, number, cancellationToken) is { } outcome)
                rounds.Add(outcome);
        }

        return rounds.Count == 0 ? null : RowOutcome.Of(rounds);
    }

    /// <summary>Every outcome of a row, oldest first: one short listing.</summary>
    public async Task<IReadOnlyList<JobOutcome>> ReadRowAsync(string batch, int row, CancellationToken cancellationToken)
    {
        List<JobOutcome> rounds = [];
        await foreach (JobOutcome outcome in ReadAllAsync(StateLayout.OutcomesOfRow(batch, row), cancellationToken))
            rounds.Add(outcome);
        return rounds;
    }

    /// <summary>The rows of a segment that have an outcome in this round: one listing.</summary>
    public async Task<HashSet<int>> ListFinishedAsync(string batch, int segment, int round, CancellationToken cancellationToken)
    {
        HashSet<int> finished = [];
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Outcomes(batch, segment), cancellationToken))
        {
            if (StateLayout.TryParse(found.Name) is { } name && name.Number == round)
                finished.Add(name.Row);
        }

        return finished;
    }

    /// <summary>What became of each row of a segment, by row, put together over all rounds (<see cref="RowOutcome"/>).</summary>
    public async Task<Dictionary<int, JobOutcome>> ReadSegmentAsync(string batch, int segment, CancellationToken cancellationToken)
    {
        Dictionary<int, IReadOnlyList<JobOutcome>> rounds = await ReadSegmentRoundsAsync(batch, segment, cancellationToken);
        return rounds.ToDictionary(row => row.Key, row => RowOutcome.Of(row.Value));
    }

    /// <summary>Every outcome of each row of a segment, by row, oldest first.</summary>
    public async Task<Dictionary<int, IReadOnlyList<JobOutcome>>> ReadSegmentRoundsAsync(string batch, int segment, CancellationToken cancellationToken)
    {
        Dictionary<int, IReadOnlyList<JobOutcome>> rows = [];
        await foreach (JobOutcome outcome in ReadAllAsync(StateLayout.Outcomes(batch, segment), cancellationToken))
            rows[outcome.Row] = rows.TryGetValue(outcome.Row, out IReadOnlyList<JobOutcome>? before) ? [.. before, outcome] : [outcome];
        return rows;
    }

    private async IAsyncEnumerable<JobOutcome> ReadAllAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ObjectInfo> listed = [];
        await foreach (ObjectInfo found in _store.ListWithContentAsync(prefix, cancellationToken))
        {
            if (StateLayout.TryParse(found.Name) is not null)
                listed.Add(found);
        }

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

    private Task<JobOutcome?> ReadAsync(ObjectInfo found, CancellationToken cancellationToken) =>
        found.Content is { } content ? Task.FromResult(Parse(found.Name, content)) : ReadAsync(found.Name, cancellationToken);

    private async Task<JobOutcome?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await _store.TryReadAsync(name, cancellationToken) is { } stored ? Parse(name, stored.Content) : null;

    // One that cannot be read says nothing; what the ledger knows of the row stands instead.
    private static JobOutcome? Parse(string name, ReadOnlyMemory<byte> content)
    {
        try
        {
            JobOutcome? outcome = JsonSerializer.Deserialize(content.Span, OutcomesJson.Default.JobOutcome);
            return outcome is null || outcome.Row != StateLayout.Parse(name).Row || !Enum.IsDefined(outcome.Outcome) ? null : outcome;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
