using System.Globalization;

namespace Seedream.Simulator.Http;

/// <summary>Allows so many API calls in each second of the clock, if the options set a limit.</summary>
internal sealed class CallLimit(Simulation simulation) : ICallStep
{
    private readonly Lock _gate = new();
    private long _second;
    private int _calls;

    public Task Invoke(ApiCall call, Func<ApiCall, Task> next)
    {
        if (simulation.Options.CallsPerSecond is not { } limit || call.Route == Route.Download || Allowed(limit)) return next(call);
        call.Answer = new ErrorAnswer(simulation.Options.Errors).Of(429, 429001, "Too many requests") with { RetryAfter = 1.ToString(CultureInfo.InvariantCulture) };
        return Task.CompletedTask;
    }

    private bool Allowed(int limit)
    {
        long second = simulation.Clock.GetUtcNow().ToUnixTimeSeconds();
        lock (_gate)
        {
            if (second != _second) (_second, _calls) = (second, 0);
            return ++_calls <= limit;
        }
    }
}
