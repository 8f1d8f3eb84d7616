using Seedream.Simulator.Contract;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Accounting;

/// <summary>
/// The simulator's own books: what was accepted, for whom, and what it cost. They are kept apart from what clients were
/// told, so that a test can state "paid N, wanted N" whatever went wrong on the way.
/// </summary>
public sealed class Account
{
    private readonly Dictionary<string, Submission> _byId = new(StringComparer.Ordinal);
    private readonly List<Submission> _submissions = [];
    private readonly Dictionary<string, MarkerTally> _markers = new(StringComparer.Ordinal);
    private readonly SimulatorOptions _options;
    private readonly Catalogue _catalogue;
    private readonly Lock _gate;
    private readonly Action _settle;
    private decimal _held;
    private decimal _billed;
    private int _paid;
    private int _leaks;

    /// <param name="options">Prices and the initial balance.</param>
    /// <param name="catalogue">The models and their prices.</param>
    /// <param name="gate">The simulation's lock.</param>
    /// <param name="settle">Plays the generations up to now, so that the books are current whenever they are read.</param>
    internal Account(SimulatorOptions options, Catalogue catalogue, Lock gate, Action settle) => (_options, _catalogue, _gate, _settle) = (options, catalogue, gate, settle);

    /// <summary>Submissions accepted and not cancelled: each of them costs, unless it fails.</summary>
    public int Paid => Read(() => _paid);

    /// <summary>How many distinct markers a client tried to submit, without those refused for good.</summary>
    public int Wanted => Read(() => _markers.Values.Count(m => m.Wanted));

    /// <summary>Markers with at least one accepted submission.</summary>
    public IReadOnlyList<string> Markers => Where(m => m.Accepted > 0);

    /// <summary>Markers paid more than once.</summary>
    public IReadOnlyList<string> DuplicateMarkers => Where(m => m.Paid > 1);

    /// <summary>The markers that <see cref="Wanted"/> counts.</summary>
    public IReadOnlyList<string> WantedMarkers => Where(m => m.Wanted);

    /// <summary>Every accepted submission, in order of acceptance.</summary>
    public IReadOnlyList<Submission> Submissions => Read(() => (IReadOnlyList<Submission>)[.. _submissions]);

    /// <summary>Money spent on finished generations.</summary>
    public decimal BilledUsd => Read(() => _billed);

    /// <summary>What is left, after what was spent and what is held for generations under way.</summary>
    public decimal BalanceUsd => Read(() => _options.BalanceUsd - _held);

    /// <summary>Downloads that were sent a bearer token, which no client should do.</summary>
    public int TokenLeaks => Volatile.Read(ref _leaks);

    /// <summary>How often this marker was paid; 0 for one never seen.</summary>
    public int PaidFor(string marker) => Read(() => _markers.GetValueOrDefault(marker)?.Paid ?? 0);

    /// <summary>What is known of a marker; null for one never seen.</summary>
    public MarkerTally? TallyOf(string marker) => Read(() => _markers.GetValueOrDefault(marker));

    /// <summary>A submission by its request id, expired ones included; null for an unknown one.</summary>
    public Submission? Find(string requestId) => Read(() => _byId.GetValueOrDefault(requestId));

    public AccountSummary Summary() => Read(() => new AccountSummary
    {
        Paid = _paid,
        Wanted = _markers.Values.Count(m => m.Wanted),
        Duplicates = Sorted(m => m.Paid > 1),
        BilledUsd = _billed,
        BalanceUsd = _options.BalanceUsd - _held,
        TokenLeaks = _leaks,
        ByState = _submissions.CountBy(s => s.State).ToDictionary(s => StateNames.Of(s.Key), s => s.Value, StringComparer.Ordinal),
    });

    /// <summary>What each accepted request cost, and the totals per state.</summary>
    public AccountBooks Books() => Read(() => Bookkeeping.Of(_submissions, _options.BalanceUsd - _held, _options.BillFailures));

    /// <summary>
    /// Reads the books from an account file, also while a simulator writes to it or after it was killed. The states of
    /// submissions and the balance are not in the file and stay empty.
    /// </summary>
    public static AccountSummary ReadFile(string path)
    {
        var options = new SimulatorOptions();
        var account = new Account(options, new Catalogue(options), new Lock(), () => { });
        foreach (AccountEvent line in AccountFile.Read(path, out _))
        {
            switch (line.Event)
            {
                case AccountEvent.Accepted:
                    account.Called(line.Marker).Accepted++;
                    break;
                case AccountEvent.Known:
                    account.Called(line.Marker).Accepted++;
                    if (line.State == StateNames.Of(SubmissionState.Cancelled)) account._markers[line.Marker].Cancelled++;
                    break;
                case AccountEvent.Cancelled:
                    account._markers[line.Marker].Cancelled++;
                    break;
                case AccountEvent.Forgotten:
                    break;
                default:
                    account.Called(line.Marker).Refused = line.Event == AccountEvent.Refused;
                    break;
            }
        }
        return account.Summary() with { Paid = account._markers.Values.Sum(m => m.Paid), BalanceUsd = 0 };
    }

    internal bool CanAfford(decimal cost) => _options.Overdraft || _options.BalanceUsd - _held >= cost;

    internal int Count => _submissions.Count;

    internal MarkerTally Called(string marker)
    {
        if (!_markers.TryGetValue(marker, out MarkerTally? tally)) _markers.Add(marker, tally = new MarkerTally());
        tally.Calls++;
        return tally;
    }

    internal Submission? FindHeld(string requestId) => _byId.GetValueOrDefault(requestId);

    internal MarkerTally? Known(string marker) => _markers.GetValueOrDefault(marker);

    internal void Accepted(Submission submission)
    {
        _byId.Add(submission.RequestId, submission);
        _submissions.Add(submission);
        _markers[submission.Marker].Accepted++;
        _held += submission.CostUsd;
        _paid++;
    }

    internal void Finished(Submission submission)
    {
        bool billed = submission.State == SubmissionState.Succeeded || _options.BillFailures;
        Settle(submission, billed ? CostOf(submission) : 0);
    }

    /// <summary>A request that had ended when it became known: what was said of its cost counts, whatever its end.</summary>
    internal void FinishedEarlier(Submission submission)
    {
        if (submission.GivenCostUsd is { } cost) Settle(submission, cost);
        else Finished(submission);
    }

    /// <summary>The submission accepted just before this one, or the oldest there is; null where it is the only one.</summary>
    internal Submission? Other(Submission submission, bool oldest)
    {
        lock (_gate)
        {
            int place = oldest ? 0 : _submissions.IndexOf(submission) - 1;
            return place < 0 || _submissions[place] == submission ? null : _submissions[place];
        }
    }

    /// <summary>Another submission that has images, the next in order of acceptance; null where there is none.</summary>
    internal Submission? OtherWithImages(Submission submission)
    {
        lock (_gate)
        {
            int place = _submissions.IndexOf(submission);
            return _submissions.Skip(place + 1).Concat(_submissions.Take(place)).FirstOrDefault(other => other is { State: SubmissionState.Succeeded, Delivered: > 0 });
        }
    }

    internal void Cancelled(Submission submission)
    {
        Hold(submission, 0);
        _markers[submission.Marker].Cancelled++;
        _paid--;
    }

    internal void TokenLeaked() => Interlocked.Increment(ref _leaks);

    private decimal CostOf(Submission submission) => submission.GivenCostUsd
        ?? (_catalogue.Find(submission.Model) is { } model ? Pricing.CostOf(_options, model, submission.Input, submission.Duration, submission.Delivered) : submission.CostUsd);

    private void Settle(Submission submission, decimal cost)
    {
        Hold(submission, cost);
        _billed += cost;
    }

    private void Hold(Submission submission, decimal cost)
    {
        _held += cost - submission.CostUsd;
        submission.CostUsd = cost;
    }

    private List<string> Where(Func<MarkerTally, bool> condition) => Read(() => Sorted(condition));

    private List<string> Sorted(Func<MarkerTally, bool> condition) =>
        [.. _markers.Where(m => condition(m.Value)).Select(m => m.Key).Order(StringComparer.Ordinal)];

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            _settle();
            return read();
        }
    }
}
