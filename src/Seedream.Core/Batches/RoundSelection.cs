using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Batches;

/// <summary>Chooses the rows of a further round, a thousand at a time, from everything that is known of each (<see cref="RowHistory"/>).</summary>
internal sealed class RoundSelection(PipelineStorage storage, PlanReader plans, OutcomeStore outcomes, RowHistories histories)
{
    /// <summary>A row, what is done with it, and what is known of it so far; null for nothing.</summary>
    public sealed record Choice(PromptRow Row, RowDecision Decision, JobOutcome? Known);

    /// <summary>Rows of a segment with what a retry does with each; only those that it concerns.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="kinds">The outcomes that are tried again.</param>
    /// <param name="isUncertainNamed">What is uncertain may be paid for a second time.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<List<Choice>> ForRetryAsync(string batch, int segment, IReadOnlySet<OutcomeKind> kinds, bool isUncertainNamed, CancellationToken cancellationToken)
    {
        // A row that has not succeeded may be another than it looks, until the ledger has been asked.
        bool again = kinds.Contains(OutcomeKind.Succeeded);
        return await SelectAsync(batch, segment, (_, known) => again || known?.Outcome != OutcomeKind.Succeeded, _ => true, Decide, cancellationToken);

        Task<RowDecision> Decide(PromptRow row, RowHistory history, JobOutcome? known)
        {
            RowDecision decision = history.Is(kinds.Contains) ? history.ForRetry(isUncertainNamed)
                : known?.Outcome == OutcomeKind.Uncertain ? new RowDecision(RowStep.Hold)
                : default;
            return Task.FromResult(decision);
        }
    }

    /// <summary>
    /// Rows of a segment that a <c>failed.csv</c> names, with what a careful retry of each does. What went on since the file was
    /// written is at most asked for.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="rows">The rows named, each with its last attempt as the file knows it.</param>
    /// <param name="isUncertainNamed">What is uncertain may be paid for a second time.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<List<Choice>> ForNamedAsync(string batch, int segment, IReadOnlyDictionary<int, int> rows, bool isUncertainNamed, CancellationToken cancellationToken) => SelectAsync(
        batch,
        segment,
        (row, known) => known?.Outcome != OutcomeKind.Succeeded && rows.ContainsKey(row.Row),
        _ => true,
        (row, history, _) =>
        {
            RowDecision decision = history.ForRetry(isUncertainNamed);
            return Task.FromResult(decision.Step == RowStep.Submit && !history.IsLast(rows[row.Row]) ? default : decision);
        },
        cancellationToken);

    /// <summary>Rows of a segment that a collect asks for.</summary>
    public Task<List<Choice>> ForCollectAsync(string batch, int segment, CancellationToken cancellationToken) => SelectAsync(
        batch,
        segment,
        (_, _) => true,
        known => known?.Outcome != OutcomeKind.Succeeded,
        async (_, history, known) => history.ForCollect(known is { Outcome: OutcomeKind.Succeeded } && await IsFileMissingAsync(batch, known, cancellationToken)),
        cancellationToken);

    private async Task<List<Choice>> SelectAsync(
        string batch, int segment, Func<PromptRow, JobOutcome?, bool> mayConcern, Func<JobOutcome?, bool> needsLedger, Func<PromptRow, RowHistory, JobOutcome?, Task<RowDecision>> decide, CancellationToken cancellationToken)
    {
        Dictionary<int, IReadOnlyList<JobOutcome>> rounds = await outcomes.ReadSegmentRoundsAsync(batch, segment, cancellationToken);
        List<(PromptRow Row, JobOutcome? Known)> candidates = [];
        await foreach (PromptRow row in plans.ReadSegmentAsync(batch, segment, cancellationToken))
        {
            JobOutcome? known = rounds.TryGetValue(row.Row, out IReadOnlyList<JobOutcome>? own) ? RowOutcome.Of(own) : null;
            if (row.Input is not null && mayConcern(row, known))
                candidates.Add((row, known));
        }

        PromptRow[] open = [.. candidates.Where(candidate => needsLedger(candidate.Known)).Select(candidate => candidate.Row)];
        Dictionary<int, RowHistory> read = await histories.ReadAsync(batch, open, rounds, cancellationToken);
        List<Choice> choices = [];
        foreach ((PromptRow row, JobOutcome? known) in candidates)
        {
            RowHistory history = read.GetValueOrDefault(row.Row) ?? new RowHistory([], rounds.GetValueOrDefault(row.Row) ?? []);
            RowDecision decision = await decide(row, history, known);
            // Nobody but who made the file can say that it was not paid for elsewhere.
            if (row.Held is not null && decision.Step == RowStep.Submit)
                decision = new RowDecision(RowStep.Hold);
            if (decision.Step != RowStep.None)
                choices.Add(new Choice(row, decision, known));
        }

        return choices;
    }

    private async Task<bool> IsFileMissingAsync(string batch, JobOutcome outcome, CancellationToken cancellationToken)
    {
        foreach (OutputFile file in outcome.Files)
        {
            if (await storage.Images.TryGetInfoAsync(StateLayout.Images(outcome.FilesIn ?? batch) + file.Name, cancellationToken) is not { } info || info.Length != file.Bytes)
                return true;
        }

        return false;
    }
}
