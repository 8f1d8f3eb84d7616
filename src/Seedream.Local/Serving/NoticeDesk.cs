using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Notifying;
using Seedream.Core.Storage;
using Seedream.Local.Running;

namespace Seedream.Local.Serving;

/// <summary>
/// Tells what has ended, beside the work: a receiver that does not answer for an hour holds up no batch. What an earlier
/// process left untold of batches is told at the start; of single jobs by whoever takes over their open records, which stay
/// until they are told.
/// </summary>
internal sealed partial class NoticeDesk(PipelineStorage storage, BatchStore batches, InProcessRunner runner, IEnumerable<INotificationTarget> targets, TimeProvider clock, ILogger<NoticeDesk> logger) : BackgroundService
{
    private const int AtOnce = 32;

    // Older ends are history; a record from before there were notices says that nothing was told.
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);
    private readonly Channel<Errand> _errands = Channel.CreateUnbounded<Errand>();
    private readonly bool _hasTargets = targets.Any(target => target.IsConfigured);

    /// <summary>Has it told. Completes when it was told or given up, at once where there is nobody to tell; cancelled when the host stops before.</summary>
    public Task Post(Notice notice)
    {
        Errand errand = new(notice, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _errands.Writer.TryWrite(errand);
        return _hasTargets ? errand.Told.Task : Task.CompletedTask;
    }

    /// <summary>Has it told, by a later start of this or another host if this one dies before.</summary>
    public async Task KeepAsync(Notice notice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (!_hasTargets)
            return;
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(notice, ServingJson.Default.Notice);
        await storage.State.PutAsync(StateLayout.PendingNotice(notice.FileName), json, "application/json", cancellationToken);
        _ = PostKeptAsync(notice);
    }

    private async Task PostKeptAsync(Notice notice)
    {
        try
        {
            await Post(notice);
            await storage.State.DeleteAsync(StateLayout.PendingNotice(notice.FileName), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The next start finds it.
        }
#pragma warning disable CA1031 // Nobody waits for it; the next start finds it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotTold(exception, notice.Subject);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        TellTheUntoldAsync(stoppingToken),
        .. Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)),
    ]);

    private async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            await foreach (Errand errand in _errands.Reader.ReadAllAsync(stop))
                await TellAsync(errand, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next start finds what was not told.
        }
    }

    private async Task TellAsync(Errand errand, CancellationToken stop)
    {
        Notice notice = errand.Notice;
        try
        {
            await runner.RunAsync(Notification.Handle, notice, notice.InstanceId, stop);
            errand.Told.TrySetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            errand.Told.TrySetCanceled(CancellationToken.None);
            throw;
        }
        catch (Exception exception)
        {
            LogNotTold(exception, notice.Subject);
            errand.Told.TrySetException(exception);
        }
    }

    private async Task TellTheUntoldAsync(CancellationToken stop)
    {
        try
        {
            await foreach (ObjectInfo found in storage.State.ListAsync(StateLayout.PendingNotices, stop))
            {
                if (await storage.State.TryReadAsync(found.Name, stop) is { } stored && JsonSerializer.Deserialize(stored.Content.Span, ServingJson.Default.Notice) is { } notice)
                    _ = PostKeptAsync(notice);
            }

            DateTimeOffset since = clock.GetUtcNow() - Recent;
            await foreach (BatchRecord batch in batches.ListAsync(stop))
            {
                if (batch.CompletedAt > since && batch.NotifiedRound < batch.Round)
                    _ = Post(Notice.ForBatch(new BatchResult { Batch = batch.Id, Round = batch.Round, Status = batch.Status, Reason = batch.Reason, Rows = batch.Rows, Counts = batch.Counts }));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException or JsonException or OperationCanceledException)
        {
            LogNotLooked(exception.Message);
        }
    }

    private sealed record Errand(Notice Notice, TaskCompletionSource Told);

    [LoggerMessage(6032, LogLevel.Error, "Nobody could be told about {Subject}")]
    private partial void LogNotTold(Exception exception, string subject);

    [LoggerMessage(6033, LogLevel.Warning, "Ended batches that nobody was told about were not looked for: {Reason}")]
    private partial void LogNotLooked(string reason);
}
