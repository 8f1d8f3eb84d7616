using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;
using Seedream.Core.Storage;

namespace Seedream.Local.Running;

/// <summary>Runs the current round of a batch on this machine, under the batch's lease.</summary>
public sealed class BatchHost
{
    private readonly PipelineStorage _storage;
    private readonly BatchStore _batches;
    private readonly InProcessRunner _runner;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger<BatchHost> _logger;

    public BatchHost(PipelineStorage storage, BatchStore batches, InProcessRunner runner, HostIdentity host, TimeProvider clock, ILogger<BatchHost> logger)
    {
        _storage = storage;
        _batches = batches;
        _runner = runner;
        _host = host;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Runs the batch until its round has ended and that is told; see <see cref="RunRoundAsync"/> and <see cref="NotifyAsync"/>.</summary>
    public async Task<BatchResult> RunAsync(string batch, CancellationToken stop)
    {
        BatchResult result = await RunRoundAsync(batch, stop);
        await NotifyAsync(result, stop);
        return result;
    }

    /// <summary>Tells the end of a round, unless that was done. Failing receivers are tried again for as long as the settings say.</summary>
    public async Task NotifyAsync(BatchResult result, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (await _batches.FindAsync(result.Batch, stop) is not { } batch || batch.NotifiedRound >= result.Round)
            return;
        Notice notice = Notice.ForBatch(result);
        try
        {
            await _runner.RunAsync(Notification.Handle, notice, notice.InstanceId, stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The round has ended all the same.
            RunnerLog.NotTold(_logger, exception, result.Batch, result.Round);
        }
    }

    /// <summary>
    /// Runs the batch until its round has ended, from wherever it was. A round that has ended is not run again. Raises
    /// <see cref="BatchHeldException"/> when another living process runs it, and <see cref="OperationCanceledException"/>
    /// once <paramref name="stop"/> is cancelled and what was under way is on record.
    /// </summary>
    public async Task<BatchResult> RunRoundAsync(string batch, CancellationToken stop)
    {
        await using BatchLease lease = await BatchLease.AcquireAsync(_storage, batch, _host, _clock, _logger, stop);
        BatchRecord record = await _batches.GetAsync(batch, stop);
        if (record.CompletedAt is not null)
            return new BatchResult { Batch = batch, Round = record.Round, Status = record.Status, Reason = record.Reason, Rows = record.Rows, Counts = record.Counts };
        if (record.Owner == BatchOwner.Durable)
            throw new PermanentFailureException($"batch {batch} is run by Durable Functions; this host leaves it alone");
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, lease.Lost);
        BatchInput input = new() { Batch = batch, Round = record.Round, NotifyLater = true };
        try
        {
            return await _runner.RunAsync(Batch.Handle, input, BatchInput.InstanceId(batch, record.Round), either.Token);
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw await lease.WhoHasItAsync(stop);
        }
    }
}
