namespace Seedream.Simulator.Http;

/// <summary>One small middleware of the simulator.</summary>
internal interface ICallStep
{
    Task Invoke(ApiCall call, Func<ApiCall, Task> next);
}
