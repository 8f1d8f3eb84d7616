namespace Seedream.Core.Orchestration;

/// <summary>A step with I/O. Runs at least once, so it is harmless to repeat.</summary>
public interface IActivity<in TInput, TOutput>
{
    Task<TOutput> RunAsync(TInput input, CancellationToken cancellationToken);
}
