using System.Globalization;

namespace Seedream.Simulator.Faults;

/// <summary>One reason for a fault: a rate, a number of times, a recurring burst, or all calls that match.</summary>
internal sealed class FaultRule
{
    private int _left = int.MaxValue;

    public required FaultStage Stage { get; init; }

    /// <summary>Which information calls, at stage <see cref="FaultStage.Info"/>; null for all.</summary>
    public InfoTarget? Target { get; init; }

    public required Fault Fault { get; init; }

    public double Rate { get; init; } = 1;

    public int Times { init => _left = value; }

    public TimeSpan Every { get; init; }

    public TimeSpan For { get; init; }

    public Func<FaultCall, bool>? When { get; init; }

    public bool Strikes(FaultCall call, int seed, TimeSpan sinceStart)
    {
        if (call.Stage != Stage || (Target is not null && Target != call.Target) || Volatile.Read(ref _left) <= 0) return false;
        FaultEntry entry = FaultCatalogue.Of(Fault);
        if (!entry.Fits(call)) return false;
        if (Every > TimeSpan.Zero && sinceStart.Ticks % Every.Ticks >= For.Ticks) return false;
        if (When is { } when && !when(call)) return false;
        return Drawn(call, entry.NthOf(call), seed) && (_left == int.MaxValue || Interlocked.Decrement(ref _left) >= 0);
    }

    private bool Drawn(FaultCall call, int nth, int seed) =>
        Rate >= 1 || Seeded.Unit(seed, Stage.ToString(), Fault.ToString(), call.Key, nth.ToString(CultureInfo.InvariantCulture)) < Rate;
}
