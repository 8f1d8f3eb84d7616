using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Retention;
using Seedream.Core.Storage;

namespace Seedream.Core.Drops;

/// <summary>Turns a dropped file into a batch and starts it. The same content is the same batch, however often it is found and whatever it is called.</summary>
public sealed partial class DropIntake
{
    private readonly IObjectStore _prompts;
    private readonly DropStore _drops;
    private readonly BatchIntake _batches;
    private readonly IPipelineStarter _starter;
    private readonly TimeProvider _clock;
    private readonly ILogger<DropIntake> _logger;

    public DropIntake(PipelineStorage storage, DropStore drops, BatchIntake batches, IPipelineStarter starter, TimeProvider clock, ILogger<DropIntake> logger)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _prompts = storage.Prompts;
        _drops = drops;
        _batches = batches;
        _starter = starter;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>
    /// Accepts a file that was announced as complete. The batch; null if it is no prompt file. Raises
    /// <see cref="PromptFileNotFoundException"/> when there is none of that name.
    /// </summary>
    public async Task<string?> AcceptAsync(string name, CancellationToken cancellationToken)
    {
        if (!ObjectName.IsValid(name) || await _prompts.TryGetInfoAsync(name, cancellationToken) is not { } file)
            throw new PromptFileNotFoundException(name);
        return await AcceptAsync(file, cancellationToken);
    }

    internal async Task<string?> AcceptAsync(ObjectInfo file, CancellationToken cancellationToken)
    {
        if (!PromptFileName.IsMeant(file.Name))
        {
            if (!PromptFileName.IsHidden(file.Name))
                LogIgnored(file.Name);
            await _drops.RecordAsync(file, batch: null, cancellationToken);
            return null;
        }

        AcceptedBatch accepted;
        try
        {
            accepted = await _batches.AcceptStoredAsync(file.Name, new BatchOptions(), cancellationToken);
        }
        catch (Exception exception) when (PurgedContent.Of(exception) is not null)
        {
            await RefuseAsync(file, PurgedContent.Of(exception)!, exception.Message, cancellationToken);
            return null;
        }

        foreach ((string batch, int round) in accepted.ToStart)
            await _starter.StartAsync(batch, round, cancellationToken);
        if (accepted.Failed is { IsNothing: true })
            await _starter.TellAsync(NotRunNotices.NothingLeft(DropStore.KeyOf(file), file.Name, accepted, _clock.GetUtcNow()), cancellationToken);
        if (accepted.SameAs is not null)
            await _starter.TellAsync(NotRunNotices.AlreadyRan(DropStore.KeyOf(file), file.Name, accepted, _clock.GetUtcNow()), cancellationToken);
        // Last: until then the file is found again, and becomes the same batch again.
        await _drops.RecordAsync(file, accepted.Batch.Id, cancellationToken, sameAs: accepted.SameAs, roundsOf: accepted.Failed?.Rounds.Select(round => round.Batch).ToArray());
        if (accepted.Failed is { } failed)
            LogFailedRows(file.Name, failed.Text);
        if (accepted.Failed is { HasRest: false })
            return accepted.Batch.Id;
        if (accepted.SameAs is { } other)
            LogSame(file.Name, accepted.Batch.Id, other, accepted.Batch.Run + 1);
        else if (accepted.Batch.CompletedAt is not null)
            LogEnded(file.Name, accepted.Batch.Id, accepted.Batch.Run + 1);
        else
            LogAccepted(file.Name, accepted.Batch.Id, accepted.Plan.ValidRows - accepted.Plan.RanRows, accepted.Plan.RanRows);
        return accepted.Batch.Id;
    }

    private async Task RefuseAsync(ObjectInfo file, Tombstone tombstone, string reason, CancellationToken cancellationToken)
    {
        LogRefused(file.Name, reason);
        await _starter.TellAsync(NotRunNotices.Refused(DropStore.KeyOf(file), file.Name, tombstone, reason, _clock.GetUtcNow()), cancellationToken);
        await _drops.RecordAsync(file, batch: null, cancellationToken, sameAs: tombstone.File, reason: reason);
    }

    [LoggerMessage(5010, LogLevel.Information, "File {Name} is batch {Batch}: {Rows} rows to run, {Ran} ran already")]
    private partial void LogAccepted(string name, string batch, int rows, int ran);

    [LoggerMessage(5014, LogLevel.Warning, "File {Name} is not run: its content is batch {Batch} already, which came as {Other}; run number {Run} makes it anew, and pays anew")]
    private partial void LogSame(string name, string batch, string other, int run);

    [LoggerMessage(5015, LogLevel.Information, "File {Name} is batch {Batch}, which has ended: nothing is run again; run number {Run} makes it anew, and pays anew")]
    private partial void LogEnded(string name, string batch, int run);

    [LoggerMessage(5016, LogLevel.Warning, "File {Name} is refused: {Reason}")]
    private partial void LogRefused(string name, string reason);

    [LoggerMessage(5017, LogLevel.Information, "File {Name} is {What}")]
    private partial void LogFailedRows(string name, string what);

    [LoggerMessage(5011, LogLevel.Warning, "File {Name} in the prompts container is ignored: prompt files end in .csv, .tsv, .jsonl or .ndjson")]
    private partial void LogIgnored(string name);
}
