using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Submission;

/// <summary>
/// Every attempt of a row, in every round and file version, and what may be done with it now: a known request is asked, for
/// free, before anything is paid again; what may have been paid for is left alone until a person names it. Pure: it decides
/// from what it is given.
/// </summary>
public sealed class RowHistory
{
    private readonly SortedDictionary<int, AttemptStanding> _attempts = [];
    private readonly JobOutcome? _last;
    private readonly int _released;

    /// <summary>The history of a row.</summary>
    /// <param name="records">All ledger records where the row's stand.</param>
    /// <param name="own">The row's own outcomes, oldest first.</param>
    /// <param name="others">Outcomes of other rows that share these records, oldest first.</param>
    public RowHistory(IEnumerable<LedgerRecord> records, IReadOnlyCollection<JobOutcome> own, IReadOnlyCollection<JobOutcome>? others = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(own);
        Dictionary<int, LedgerRecord> known = records.ToDictionary(record => record.Attempt);
        Dictionary<int, JobOutcome> mine = Last(own);
        Dictionary<int, JobOutcome> theirs = Last(others ?? []);
        foreach (int attempt in known.Keys.Union(mine.Keys).Union(theirs.Keys))
            _attempts[attempt] = StandingOf(known.GetValueOrDefault(attempt), mine.GetValueOrDefault(attempt), theirs.GetValueOrDefault(attempt));
        _last = own.LastOrDefault();
        int highest = known.Count == 0 ? 0 : known.Keys.Max();
        bool isFree = highest > 0 && known[highest].State == LedgerState.Released && !mine.ContainsKey(highest) && !theirs.ContainsKey(highest);
        _released = isFree && highest == _attempts.Keys.Max() ? highest : 0;
    }

    /// <summary>The number that a new attempt gets: the next one, or the last where it was released before anybody heard of it.</summary>
    public int NextAttempt => _released > 0 ? _released : _attempts.Count == 0 ? 1 : _attempts.Keys.Max() + 1;

    /// <summary>How each attempt stands, by number.</summary>
    public IReadOnlyDictionary<int, AttemptStanding> Attempts => _attempts;

    /// <summary>
    /// What the row counts as when outcomes are named: its last outcome, or, where the ledger knows of an attempt that has none,
    /// what that attempt is.
    /// </summary>
    public bool Is(Func<OutcomeKind, bool> isNamed)
    {
        ArgumentNullException.ThrowIfNull(isNamed);
        return isNamed(_last?.Outcome ?? OutcomeKind.NotSubmitted)
            || (_last?.Outcome != OutcomeKind.Succeeded && First(AttemptStanding.Open) > 0 && isNamed(OutcomeKind.TimedOut))
            || (_last is null && IsHeld && isNamed(OutcomeKind.Uncertain));
    }

    /// <summary>True when some attempt may have been paid for and cannot be asked for, or was answered in a way that is not believed.</summary>
    public bool IsHeld => _attempts.ContainsValue(AttemptStanding.Uncertain) || _attempts.ContainsValue(AttemptStanding.Doubted);

    /// <summary>What a retry does, given that the row is one of those it was asked for.</summary>
    /// <param name="isUncertainNamed">A person has said that what is uncertain may be paid for a second time.</param>
    public RowDecision ForRetry(bool isUncertainNamed)
    {
        if (First(AttemptStanding.Open) is > 0 and int open)
            return new RowDecision(RowStep.Ask, open);
        // To make a row again that has succeeded is a person's own word.
        bool isMadeAgain = _last?.Outcome == OutcomeKind.Succeeded;
        return IsHeld && !isUncertainNamed && !isMadeAgain
            ? new RowDecision(RowStep.Hold)
            : new RowDecision(RowStep.Submit, NextAttempt, _attempts.Values.Count(standing => standing == AttemptStanding.Lost));
    }

    /// <summary>
    /// True when nothing went on after this attempt, which was the last when somebody looked: one that another followed, or that
    /// never was, is nobody's reason to pay.
    /// </summary>
    public bool IsLast(int attempt)
    {
        int lastUsed = _attempts.LastOrDefault(entry => entry.Value != AttemptStanding.Unused).Key;
        return attempt >= lastUsed && attempt <= (_attempts.Count == 0 ? 0 : _attempts.Keys.Max());
    }

    /// <summary>What a collect does: whatever is not here and has a request is asked for, also where the API did not know it.</summary>
    /// <param name="areFilesMissing">The row has succeeded, and its files are not in storage any more.</param>
    public RowDecision ForCollect(bool areFilesMissing)
    {
        if (_last is { Outcome: OutcomeKind.Succeeded } succeeded)
            return areFilesMissing ? new RowDecision(RowStep.Ask, succeeded.Attempt) : default;
        int attempt = First(AttemptStanding.Open) is > 0 and int open ? open
            : First(AttemptStanding.Doubted) is > 0 and int doubted ? doubted
            : First(AttemptStanding.Lost);
        return attempt > 0 ? new RowDecision(RowStep.Ask, attempt) : default;
    }

    // The oldest first: it is the first to expire.
    private int First(AttemptStanding standing) => _attempts.FirstOrDefault(attempt => attempt.Value == standing).Key;

    private static AttemptStanding StandingOf(LedgerRecord? record, JobOutcome? mine, JobOutcome? theirs)
    {
        if (mine?.Outcome == OutcomeKind.Succeeded)
            return AttemptStanding.Succeeded;
        bool isKnown = (record?.RequestId ?? mine?.RequestId ?? theirs?.RequestId) is not null;
        if (!isKnown)
        {
            bool mayBe = record is { State: LedgerState.Reserved or LedgerState.Uncertain } || (record is null && (IsUncertain(mine) || IsUncertain(theirs)));
            return mayBe ? AttemptStanding.Uncertain : AttemptStanding.Unused;
        }

        if ((WordOf(mine) ?? WordOf(theirs)) is { } word)
            return word.ErrorCode == ApiCodes.NotFound ? AttemptStanding.Lost : AttemptStanding.Final;
        return IsDoubted(mine) || IsDoubted(theirs) ? AttemptStanding.Doubted : AttemptStanding.Open;
    }

    private static bool IsUncertain(JobOutcome? outcome) => outcome?.Outcome == OutcomeKind.Uncertain;

    private static bool IsDoubted(JobOutcome? outcome) => outcome is { Outcome: OutcomeKind.Uncertain, RequestId: not null };

    private static JobOutcome? WordOf(JobOutcome? outcome) => outcome is not null && ApiWord.IsFinal(outcome) ? outcome : null;

    private static Dictionary<int, JobOutcome> Last(IReadOnlyCollection<JobOutcome> outcomes)
    {
        Dictionary<int, JobOutcome> last = [];
        foreach (JobOutcome outcome in outcomes.Where(outcome => outcome.Attempt > 0))
            last[outcome.Attempt] = outcome;
        return last;
    }
}
