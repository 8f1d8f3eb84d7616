using System.Globalization;

namespace Seedream.Simulator.Faults;

/// <summary>One reason for a fault: a rate, a number of times, a recurring burst, or all calls that match.</summary>
internal sealed class FaultRule
{
    private int _left = int.MaxValue;

    public required FaultStage Stage { get; init; }

    public required Fault Fault { get; init; }

    public double Rate { get; init; } = 1;

    public int Times { init => _left = value; }

    public TimeSpan Every { get; init; }

    public TimeSpan For { get; init; }

    public Func<FaultCall, bool>? When { get; init; }

    public bool Strikes(FaultCall call, int seed, TimeSpan sinceStart)
    {
        if (call.Stage != Stage || Volatile.Read(ref _left) <= 0) return false;
        if (Every > TimeSpan.Zero && sinceStart.Ticks % Every.Ticks >= For.Ticks) return false;
        if (When is { } when && !when(call)) return false;
        return Drawn(call, seed) && (_left == int.MaxValue || Interlocked.Decrement(ref _left) >= 0);
    }

    private bool Drawn(FaultCall call, int seed) =>
        Rate >= 1 || Seeded.Unit(seed, Stage.ToString(), Fault.ToString(), call.Key, call.Nth.ToString(CultureInfo.InvariantCulture)) < Rate;
}
