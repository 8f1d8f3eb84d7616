using Seedream.Core.Telemetry;

namespace Seedream.Core.RunComfy;

/// <summary>
/// Process-wide manners: after a 429, or when connections fail, every call of that kind stays off the network for a while,
/// instead of each job finding out by itself. When the time is over a few calls a second go first; the first success opens
/// the way again. Thread-safe.
/// </summary>
public sealed class CoolDown
{
    /// <summary>Longest wait that is honoured, whatever <c>Retry-After</c> says.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private const int Probes = 4;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Func<double> _jitter;
    private readonly Gate[] _gates = [.. Enum.GetValues<ApiCall>().Select(_ => new Gate())];

    /// <param name="time">The clock.</param>
    /// <param name="jitter">0 to 1, stretches waits the API did not set itself by up to a quarter; random by default.</param>
    public CoolDown(TimeProvider time, Func<double>? jitter = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _jitter = jitter ?? Random.Shared.NextDouble;
    }

    /// <summary>Asks to make a call; see <see cref="CoolDownTicket.Refused"/>.</summary>
    public CoolDownTicket Enter(ApiCall call)
    {
        Gate gate = _gates[(int)call];
        lock (gate)
        {
            TimeSpan remaining = TimeSpan.Zero;
            if (gate.Failures > 0)
            {
                remaining = Remaining(gate);
                if (remaining == TimeSpan.Zero && --gate.ProbesLeft == 0)
                    Close(gate, ProbeInterval);
            }

            return new CoolDownTicket(call, gate.Epoch, remaining, gate.AfterFailure);
        }
    }

    /// <summary>How long calls of this kind stay away; zero when they need not. Asks without being admitted.</summary>
    public TimeSpan RemainingFor(ApiCall call)
    {
        Gate gate = _gates[(int)call];
        lock (gate)
            return gate.Failures > 0 ? Remaining(gate) : TimeSpan.Zero;
    }

    /// <summary>The API answered sensibly.</summary>
    public void Succeeded(CoolDownTicket ticket)
    {
        Gate gate = _gates[(int)ticket.Call];
        lock (gate)
        {
            if (gate.Epoch == ticket.Epoch)
                gate.Failures = 0;
        }
    }

    /// <summary>The API answered 429. Returns how long calls of this kind now wait: as told, else 1, 2, 4 … 60 s.</summary>
    public TimeSpan RateLimited(CoolDownTicket ticket, TimeSpan? retryAfter) =>
        Escalate(ticket, retryAfter, afterFailure: false, first: TimeSpan.FromSeconds(1), last: TimeSpan.FromSeconds(60));

    /// <summary>No connection was established. Returns how long calls of this kind now wait: 0.5, 1, 2 … 30 s.</summary>
    public TimeSpan Unreachable(CoolDownTicket ticket) =>
        Escalate(ticket, told: null, afterFailure: true, first: TimeSpan.FromSeconds(0.5), last: TimeSpan.FromSeconds(30));

    private TimeSpan Escalate(CoolDownTicket ticket, TimeSpan? told, bool afterFailure, TimeSpan first, TimeSpan last)
    {
        if (told > LongestWait)
            told = LongestWait;
        Gate gate = _gates[(int)ticket.Call];
        lock (gate)
        {
            // Of many calls that were out together only the first counts; the others may only ask for more time.
            if (ticket.Epoch == gate.Epoch)
            {
                gate.Failures = gate.AfterFailure == afterFailure ? gate.Failures + 1 : 1;
                gate.AfterFailure = afterFailure;
                gate.Epoch++;
                Close(gate, told ?? Exponential(first, last, gate.Failures));
                JobMetrics.CoolDowns.Add(1, new(Tags.Call, TagValues.Of(ticket.Call)), new(Tags.Reason, afterFailure ? "unreachable" : "rate_limited"));
            }
            else if (told > Remaining(gate))
            {
                gate.Failures = Math.Max(gate.Failures, 1);
                Close(gate, told.Value);
            }

            TimeSpan remaining = Remaining(gate);
            return remaining > TimeSpan.Zero ? remaining : told ?? first;
        }
    }

    private TimeSpan Exponential(TimeSpan first, TimeSpan last, int failures)
    {
        TimeSpan wait = first * Math.Pow(2, Math.Min(failures - 1, 20));
        return (wait < last ? wait : last) * (1 + (0.25 * Math.Clamp(_jitter(), 0, 1)));
    }

    private TimeSpan Remaining(Gate gate)
    {
        TimeSpan remaining = gate.Wait - _time.GetElapsedTime(gate.ClosedAt);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    private void Close(Gate gate, TimeSpan wait)
    {
        gate.ClosedAt = _time.GetTimestamp();
        gate.Wait = wait;
        gate.ProbesLeft = Probes;
    }

    private sealed class Gate
    {
        /// <summary>In a row; 0 means open.</summary>
        public int Failures;
        public int Epoch;
        public bool AfterFailure;
        public long ClosedAt;
        public TimeSpan Wait;
        public int ProbesLeft;
    }
}
