using Microsoft.Extensions.Logging;
using Seedream.Core.Queues;
using Seedream.Core.Storage;

namespace Seedream.Local.Serving;

/// <summary>A message that is being dealt with: it is kept hidden from others for as long as that takes.</summary>
internal sealed partial class HeldMessage : IAsyncDisposable
{
    private readonly IMessageQueue _queue;
    private readonly TimeSpan _visibility;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _extending;
    private QueuedMessage _message;

    public HeldMessage(IMessageQueue queue, QueuedMessage message, TimeSpan visibility, TimeProvider clock, ILogger logger)
    {
        _queue = queue;
        _message = message;
        _visibility = visibility;
        _clock = clock;
        _logger = logger;
        _extending = ExtendAsync();
    }

    public QueuedMessage Message => _message;

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await EndAsync();
        await _queue.DeleteAsync(_message, cancellationToken);
    }

    public async Task MoveToPoisonAsync(CancellationToken cancellationToken)
    {
        await EndAsync();
        await _queue.MoveToPoisonAsync(_message, cancellationToken);
    }

    /// <summary>Lets it be delivered again after that long.</summary>
    public async Task GiveBackAsync(TimeSpan after)
    {
        await EndAsync();
        try
        {
            await _queue.ExtendAsync(_message, after, CancellationToken.None);
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException)
        {
            LogNotExtended(exception.Message, _message.Id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _over.Dispose();
    }

    private async Task EndAsync()
    {
        await _over.CancelAsync();
        await _extending;
    }

    private async Task ExtendAsync()
    {
        while (true)
        {
            await Task.Delay(_visibility / 3, _clock, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_over.IsCancellationRequested)
                return;
            try
            {
                // Not broken off half-way: its answer is the receipt that everything after it needs.
                if (await _queue.ExtendAsync(_message, _visibility, CancellationToken.None) is not { } extended)
                    return;
                _message = extended;
            }
            catch (Exception exception) when (exception is StorageUnusableException or IOException)
            {
                LogNotExtended(exception.Message, _message.Id);
            }
        }
    }

    [LoggerMessage(6055, LogLevel.Information, "Message {MessageId} could not be held on to: {Reason}")]
    private partial void LogNotExtended(string reason, string messageId);
}
