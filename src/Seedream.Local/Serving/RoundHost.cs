using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Jobs;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Local.Running;

namespace Seedream.Local.Serving;

/// <summary>Runs one open round to its end, whether of a batch or of a single job.</summary>
internal sealed partial class RoundHost
{
    private readonly BatchStore _batches;
    private readonly BatchHost _batchHost;
    private readonly InProcessRunner _runner;
    private readonly SharedWindow _window;
    private readonly ProgressRecorder _progress;
    private readonly OutcomeStore _outcomes;
    private readonly NoticeDesk _notices;
    private readonly BoardSettings _forOneJob;
    private readonly IActivity<GiveUpRoundInput, BatchResult> _giveUp;
    private readonly ILogger<RoundHost> _logger;

    public RoundHost(BatchStore batches, BatchHost batchHost, InProcessRunner runner, SharedWindow window, ProgressRecorder progress, OutcomeStore outcomes, NoticeDesk notices, JobsOptions jobs, WaitingOptions waiting, IActivity<GiveUpRoundInput, BatchResult> giveUp, ILogger<RoundHost> logger)
    {
        _batches = batches;
        _batchHost = batchHost;
        _runner = runner;
        _window = window;
        _progress = progress;
        _outcomes = outcomes;
        _notices = notices;
        runner.Progressed = progress.Report;
        _forOneJob = BoardSettings.From(jobs, waiting, window: 1);
        _giveUp = giveUp;
        _logger = logger;
    }

    /// <summary>
    /// Null when it has to be looked at again. Otherwise there is nothing left to do for it once the task has completed: the
    /// end of a single job has been told, or nobody has to be.
    /// </summary>
    public async Task<Task?> RunAsync(OpenRound round, CancellationToken stop)
    {
        BatchRecord? found = round.IsFresh && JobId.IsJob(round.Batch) ? await _batches.FindSeenAsync(round.Batch, stop) : await _batches.FindAsync(round.Batch, stop);
        if (found is not { } record)
        {
            LogUnknown(round.Instance);
            return Task.CompletedTask;
        }

        if (record.Round != round.Round)
            return Task.CompletedTask;
        // Whoever opened it may have died before the end was told. What is opened anew was told before.
        if (record.CompletedAt is not null)
            return JobId.IsJob(round.Batch) && !round.IsFresh ? await TellJobAsync(round, stop) : Task.CompletedTask;
        if (record.Owner == BatchOwner.Durable)
        {
            LogNotOurs(round.Instance);
            return Task.CompletedTask;
        }

        try
        {
            BatchResult result = JobId.IsJob(round.Batch)
                ? await _runner.RunAsync(SingleJob.Handle, new SingleJobInput { Job = round.Batch, Round = round.Round, Settings = _forOneJob, NotifyLater = true }, round.Instance, stop)
                : await _batchHost.RunRoundAsync(round.Batch, stop);
            if (JobId.IsJob(round.Batch))
                return await TellJobAsync(round, stop);
            LogEnded(round.Instance, result.Status);
            _ = _notices.Post(Notice.ForBatch(result));
            return Task.CompletedTask;
        }
        catch (BatchHeldException held)
        {
            LogHeld(round.Instance, held.Message);
            return null;
        }
        catch (PermanentFailureException exception)
        {
            LogGivenUp(exception, round.Instance);
            BatchResult result = await _giveUp.RunAsync(new GiveUpRoundInput { Batch = round.Batch, Round = round.Round, Reason = exception.Message }, stop);
            if (JobId.IsJob(round.Batch))
                return await TellJobAsync(round, stop);
            _ = _notices.Post(Notice.ForBatch(result));
            return Task.CompletedTask;
        }
        finally
        {
            _window.ReleaseAll(round.Batch);
            _progress.Forget(round);
        }
    }

    private async Task<Task> TellJobAsync(OpenRound round, CancellationToken stop) =>
        await _outcomes.ReadAsync(round.Batch, row: 1, round.Round, stop) is { } outcome ? _notices.Post(Notice.ForJob(round.Batch, outcome)) : Task.CompletedTask;

    [LoggerMessage(6020, LogLevel.Information, "Round {Instance} has ended: {Status}")]
    private partial void LogEnded(string instance, BatchStatus status);

    [LoggerMessage(6021, LogLevel.Information, "Round {Instance} waits: {Reason}")]
    private partial void LogHeld(string instance, string reason);

    [LoggerMessage(6022, LogLevel.Error, "Round {Instance} cannot be run, and is given up")]
    private partial void LogGivenUp(Exception exception, string instance);

    [LoggerMessage(6023, LogLevel.Warning, "Round {Instance} is open, but nothing is known of it")]
    private partial void LogUnknown(string instance);

    [LoggerMessage(6024, LogLevel.Information, "Round {Instance} is left to Durable Functions")]
    private partial void LogNotOurs(string instance);
}
