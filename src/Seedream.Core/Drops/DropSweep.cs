using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Storage;

namespace Seedream.Core.Drops;

/// <summary>
/// Finds files in the prompts container that no event announced, and files that have changed. Looking over thousands of old
/// ones costs one listing. One per process; passes must not overlap.
/// </summary>
public sealed partial class DropSweep
{
    private readonly IObjectStore _prompts;
    private readonly DropStore _drops;
    private readonly DropIntake _intake;
    private readonly DropOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<DropSweep> _logger;
    private readonly Dictionary<string, long> _settling = new(StringComparer.Ordinal);
    private HashSet<string>? _known;
    private bool _isCreated;

    public DropSweep(PipelineStorage storage, DropStore drops, DropIntake intake, DropOptions options, TimeProvider clock, ILogger<DropSweep> logger)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _prompts = storage.Prompts;
        _drops = drops;
        _intake = intake;
        _options = options;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>One pass. A file that fails is left to the next one and keeps no other from being taken.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!_isCreated)
            await CreateContainerAsync(cancellationToken);
        _known ??= await _drops.ListAsync(cancellationToken);
        List<(ObjectInfo File, string Record)> listed = [];
        await foreach (ObjectInfo file in _prompts.ListAsync("", cancellationToken))
            listed.Add((file, DropStore.RecordOf(file)));

        // What is no longer there, or has another version by now, need not be remembered.
        HashSet<string> present = [.. listed.Select(entry => entry.Record)];
        _known.IntersectWith(present);
        foreach (string gone in _settling.Keys.Where(record => !present.Contains(record)).ToArray())
            _settling.Remove(gone);

        foreach ((ObjectInfo file, string record) in listed)
        {
            if (!_known.Contains(record) && IsSettled(file, record) && await TryAcceptAsync(file, cancellationToken))
            {
                _known.Add(record);
                _settling.Remove(record);
            }
        }
    }

    // So that there is somewhere to drop files. Whoever may only read it must create it.
    private async Task CreateContainerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _prompts.EnsureWritableAsync(cancellationToken);
            _isCreated = true;
        }
        catch (StorageUnusableException exception)
        {
            LogReadOnly(exception.Message);
        }
    }

    // The record's name stands for the version: a file that changes between two looks begins to settle anew.
    private bool IsSettled(ObjectInfo file, string record)
    {
        if (_clock.GetUtcNow() - file.LastModified >= _options.Quiet)
            return true;
        if (_settling.TryGetValue(record, out long since))
            return _clock.GetElapsedTime(since) >= _options.Settle;
        _settling[record] = _clock.GetTimestamp();
        return false;
    }

    private async Task<bool> TryAcceptAsync(ObjectInfo file, CancellationToken cancellationToken)
    {
        try
        {
            if (!await _drops.IsKnownAsync(file, cancellationToken))
                await _intake.AcceptAsync(file, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is PromptFileNotFoundException or IOException)
        {
            // Deleted, or changed while it was read: the next look sees what is there then.
            LogLater(file.Name, exception.Message);
            _settling.Remove(DropStore.RecordOf(file));
            return false;
        }
        catch (Exception exception) when (exception is BatchNotEndedException or BatchHeldException)
        {
            // A failed.csv of a batch that runs just now.
            LogLater(file.Name, exception.Message);
            return false;
        }
    }

    [LoggerMessage(5013, LogLevel.Information, "The prompts container cannot be written, nor created if it is missing: {Reason}")]
    private partial void LogReadOnly(string reason);

    [LoggerMessage(5012, LogLevel.Warning, "File {Name} is left for later: {Reason}")]
    private partial void LogLater(string name, string reason);
}
