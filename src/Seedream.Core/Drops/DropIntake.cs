using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Storage;

namespace Seedream.Core.Drops;

/// <summary>Turns a dropped file into a batch and starts it. The same content under the same name is the same batch, however often it is found.</summary>
public sealed partial class DropIntake
{
    private readonly IObjectStore _prompts;
    private readonly DropStore _drops;
    private readonly BatchIntake _batches;
    private readonly IPipelineStarter _starter;
    private readonly ILogger<DropIntake> _logger;

    public DropIntake(PipelineStorage storage, DropStore drops, BatchIntake batches, IPipelineStarter starter, ILogger<DropIntake> logger)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _prompts = storage.Prompts;
        _drops = drops;
        _batches = batches;
        _starter = starter;
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

        AcceptedBatch accepted = await _batches.AcceptStoredAsync(file.Name, new BatchOptions(), cancellationToken);
        if (accepted.Batch.CompletedAt is null)
            await _starter.StartAsync(accepted.Batch.Id, accepted.Batch.Round, cancellationToken);
        // Last: until then the file is found again, and becomes the same batch again.
        await _drops.RecordAsync(file, accepted.Batch.Id, cancellationToken);
        LogAccepted(file.Name, accepted.Batch.Id, accepted.Plan.ValidRows);
        return accepted.Batch.Id;
    }

    [LoggerMessage(5010, LogLevel.Information, "File {Name} is batch {Batch}: {Rows} rows to run")]
    private partial void LogAccepted(string name, string batch, int rows);

    [LoggerMessage(5011, LogLevel.Warning, "File {Name} in the prompts container is ignored: prompt files end in .csv, .tsv, .jsonl or .ndjson")]
    private partial void LogIgnored(string name);
}
