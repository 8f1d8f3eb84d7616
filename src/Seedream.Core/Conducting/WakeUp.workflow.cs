using Seedream.Core.Orchestration;

namespace Seedream.Core.Conducting;

/// <summary>
/// The one outstanding durable timer of a conductor. It is replaced only when an earlier wake-up is needed: on Azure Storage
/// a cancelled timer still fires and costs a round, and waking up too early costs less.
/// </summary>
internal sealed class WakeUp(IOrchestrationContext context, Board board) : IDisposable
{
    private Task? _timer;
    private DateTimeOffset _at;
    private CancellationTokenSource? _cancellation;

    public IEnumerable<Task> Tasks => _timer is null ? [] : [_timer];

    public void SetFor(DateTimeOffset? time)
    {
        if (_timer is { IsCompleted: true })
            Dispose();
        if (time is not { } wanted || (_timer is not null && _at <= wanted))
            return;
        Dispose();
        _cancellation = new CancellationTokenSource();
        _at = wanted;
        _timer = context.WaitUntilAsync(wanted, _cancellation.Token);
        board.CountTimer();
    }

    /// <summary>A timer that its host has cancelled says that the host stops: that ends the conductor.</summary>
    public async Task ObserveAsync()
    {
        if (_timer is { IsCompleted: true })
            await _timer;
    }

    public void Dispose()
    {
        _cancellation?.Cancel();
        _cancellation?.Dispose();
        _cancellation = null;
        _timer = null;
    }
}
