using Seedream.Core.Queues;

namespace Seedream.Local.Tests.Serving;

/// <summary>A queue with one message, which comes back as long as it is neither deleted nor moved.</summary>
internal sealed class OneMessageQueue(string text, TimeProvider clock) : IMessageQueue
{
    private readonly Lock _gate = new();
    private DateTimeOffset _visibleAt = DateTimeOffset.MinValue;
    private int _receipt;

    public string Name => "messages";

    public int Deliveries { get; set; }

    public bool IsDeleted { get; private set; }

    public bool IsPoison { get; private set; }

    public bool IsGone => IsDeleted || IsPoison;

    public Task SendAsync(string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan visibility, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (IsGone || clock.GetUtcNow() < _visibleAt)
                return Task.FromResult<IReadOnlyList<QueuedMessage>>([]);
            _visibleAt = clock.GetUtcNow() + visibility;
            Deliveries++;
            return Task.FromResult<IReadOnlyList<QueuedMessage>>([new QueuedMessage { Id = "m1", Receipt = NextReceipt(), Text = text, Deliveries = Deliveries }]);
        }
    }

    public Task<QueuedMessage?> ExtendAsync(QueuedMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!IsOurs(message))
                return Task.FromResult<QueuedMessage?>(null);
            _visibleAt = clock.GetUtcNow() + visibility;
            return Task.FromResult<QueuedMessage?>(message with { Receipt = NextReceipt() });
        }
    }

    public Task<bool> DeleteAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(IsDeleted = IsOurs(message));
    }

    public Task MoveToPoisonAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
            IsPoison = IsOurs(message);
        return Task.CompletedTask;
    }

    private bool IsOurs(QueuedMessage message) => !IsGone && message.Receipt == _receipt.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string NextReceipt() => (++_receipt).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
