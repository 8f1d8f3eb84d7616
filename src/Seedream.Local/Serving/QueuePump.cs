using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seedream.Core.Notifying;
using Seedream.Core.Queues;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Local.Serving;

/// <summary>
/// Takes messages from a queue and accepts them, so many at a time. A message is deleted only when what it asks for is on
/// record; one that fails comes back later, and after five tries goes to the poison queue.
/// </summary>
internal sealed partial class QueuePump(IMessageQueue queue, MessageIntake intake, PoisonStore poison, Supervisor supervisor, NoticeDesk notices, ServeOptions options, TimeProvider clock, ILogger<QueuePump> logger) : BackgroundService
{
    private const int MostTries = 5;

    // Of those that did not come to an end: the process died, which seldom is the message's doing.
    private const int MostDeliveries = 10;
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StorageTroublePause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<Task> underWay = [];
        TimeSpan poll = FirstPoll;
        while (!stoppingToken.IsCancellationRequested)
        {
            underWay.RemoveWhere(task => task.IsCompleted);
            int free = options.MessagesAtOnce - underWay.Count;
            if (free == 0)
            {
                await Task.WhenAny(underWay);
                continue;
            }

            IReadOnlyList<QueuedMessage> messages = supervisor.HasRoom ? await TryReceiveAsync(free, stoppingToken) : [];
            foreach (QueuedMessage message in messages)
            {
                QueueMetrics.Taken(queue.Name, clock.GetUtcNow() - (message.InsertedAt ?? clock.GetUtcNow()));
                underWay.Add(HandleAsync(message, stoppingToken));
            }

            poll = messages.Count > 0 ? FirstPoll : poll * 1.5 < options.MaxQueuePoll ? poll * 1.5 : options.MaxQueuePoll;
            if (messages.Count == 0)
                await Task.Delay(poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(underWay);
    }

    private async Task<IReadOnlyList<QueuedMessage>> TryReceiveAsync(int most, CancellationToken stop)
    {
        try
        {
            return await queue.ReceiveAsync(most, options.Visibility, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException or OperationCanceledException)
        {
            LogNotReceived(logger, queue.Name, exception.Message);
            return [];
        }
    }

    private async Task HandleAsync(QueuedMessage message, CancellationToken stop)
    {
        await using HeldMessage held = new(queue, message, options.Visibility, clock, logger);
        try
        {
            // Its processing may have ended the whole process each time: then nobody has counted but the queue.
            if (message.Deliveries > MostDeliveries)
                await PoisonAsync(held, MessageCodes.KeepsFailing, $"it was delivered {message.Deliveries} times and its processing never came to an end; what it asks for may have been accepted nevertheless", stop);
            else if (await AcceptAsync(held, stop) is { PoisonCode: { } code } verdict)
                await PoisonAsync(held, code, verdict.PoisonReason ?? "", stop);
            else
            {
                await held.DeleteAsync(stop);
                QueueMetrics.Accepted(queue.Name);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await held.GiveBackAsync(TimeSpan.Zero);
        }
#pragma warning disable CA1031 // One message's trouble must not end the service; it comes back.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(logger, exception, message.Id, queue.Name, message.Deliveries);
            if (message.Deliveries >= MostTries)
            {
                await TryPoisonAsync(held, exception, stop);
                return;
            }

            await held.GiveBackAsync(TimeSpan.FromSeconds(Math.Pow(2, message.Deliveries)));
            QueueMetrics.Left(queue.Name);
        }
    }

    // While storage is out of reach no try is used up: the message is held until it answers again.
    private async Task<MessageVerdict> AcceptAsync(HeldMessage held, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await intake.AcceptAsync(queue.Name, held.Message.Id, held.Message.Text, stop);
            }
            catch (StorageUnusableException exception)
            {
                LogWaiting(logger, held.Message.Id, exception.Message);
                await Task.Delay(StorageTroublePause, clock, stop);
            }
        }
    }

    private async Task TryPoisonAsync(HeldMessage held, Exception cause, CancellationToken stop)
    {
        try
        {
            await PoisonAsync(held, MessageCodes.KeepsFailing, $"{cause.GetType().Name}: {cause.Message}", stop);
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException or OperationCanceledException)
        {
            // It comes back and is put away then.
            LogFailed(logger, exception, held.Message.Id, queue.Name, held.Message.Deliveries);
        }
    }

    private async Task PoisonAsync(HeldMessage held, string code, string reason, CancellationToken stop)
    {
        QueuedMessage message = held.Message;
        PoisonRecord record = await poison.RecordAsync(queue.Name, message.Id, message.Text, message.Deliveries, code, reason, stop);
        await held.MoveToPoisonAsync(stop);
        QueueMetrics.Poisoned(queue.Name);
        _ = notices.Post(Notice.ForPoison(PoisonNoticeData.From(record), record.At));
    }

    [LoggerMessage(6050, LogLevel.Information, "Queue {Queue} could not be read: {Reason}")]
    private static partial void LogNotReceived(ILogger logger, string queue, string reason);

    [LoggerMessage(6051, LogLevel.Warning, "Message {MessageId} of {Queue} could not be accepted (delivery {Delivery})")]
    private static partial void LogFailed(ILogger logger, Exception exception, string messageId, string queue, long delivery);

    [LoggerMessage(6052, LogLevel.Warning, "Message {MessageId} waits for storage: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string messageId, string reason);
}
