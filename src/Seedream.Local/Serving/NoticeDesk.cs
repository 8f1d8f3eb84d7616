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
/// process left untold of batches is told at the start.
/// </summary>
internal sealed partial class NoticeDesk(BatchStore batches, InProcessRunner runner, TimeProvider clock, ILogger<NoticeDesk> logger) : BackgroundService
{
    private const int AtOnce = 32;

    // Older ends are history; a record from before there were notices says that nothing was told.
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);
    private readonly Channel<Notice> _notices = Channel.CreateUnbounded<Notice>();

    public void Post(Notice notice) => _notices.Writer.TryWrite(notice);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        TellTheUntoldAsync(stoppingToken),
        .. Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)),
    ]);

    private async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            await foreach (Notice notice in _notices.Reader.ReadAllAsync(stop))
                await TellAsync(notice, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next start finds the batches that were not told of.
        }
    }

    private async Task TellAsync(Notice notice, CancellationToken stop)
    {
        try
        {
            await runner.RunAsync(Notification.Handle, notice, notice.InstanceId, stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotTold(exception, notice.Subject);
        }
    }

    private async Task TellTheUntoldAsync(CancellationToken stop)
    {
        try
        {
            DateTimeOffset since = clock.GetUtcNow() - Recent;
            await foreach (BatchRecord batch in batches.ListAsync(stop))
            {
                if (batch.CompletedAt > since && batch.NotifiedRound < batch.Round)
                    Post(Notice.ForBatch(new BatchResult { Batch = batch.Id, Round = batch.Round, Status = batch.Status, Reason = batch.Reason, Rows = batch.Rows, Counts = batch.Counts }));
            }
        }
        catch (Exception exception) when (exception is StorageUnusableException or IOException)
        {
            LogNotLooked(exception.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(6032, LogLevel.Error, "Nobody could be told about {Subject}")]
    private partial void LogNotTold(Exception exception, string subject);

    [LoggerMessage(6033, LogLevel.Warning, "Ended batches that nobody was told about were not looked for: {Reason}")]
    private partial void LogNotLooked(string reason);
}
