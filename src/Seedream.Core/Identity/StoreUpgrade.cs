using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Planning;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;

namespace Seedream.Core.Identity;

/// <summary>
/// Brings a store of an earlier release up to date before anything is taken in or submitted: what its batches asked for is
/// entered, so that no update pays again. Ids and plans stay as they are. Harmless to interrupt, to repeat, and to do in two
/// processes at once.
/// </summary>
public sealed partial class StoreUpgrade : IDisposable
{
    /// <summary>The layout of this release.</summary>
    public const int Layout = 2;

    private readonly PipelineStorage _storage;
    private readonly BatchStore _batches;
    private readonly PlanReader _plans;
    private readonly ContentStore _contents;
    private readonly NameStore _names;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreUpgrade> _logger;
    private readonly SemaphoreSlim _working = new(1, 1);
    private volatile bool _done;

    public StoreUpgrade(PipelineStorage storage, BatchStore batches, PlanReader plans, TimeProvider clock, ILogger<StoreUpgrade> logger)
    {
        _storage = storage;
        _batches = batches;
        _plans = plans;
        _contents = new ContentStore(storage);
        _names = new NameStore(storage);
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Done once; at once where there is nothing to do.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_done)
            return;
        await _working.WaitAsync(cancellationToken);
        try
        {
            if (!_done && !await IsUpToDateAsync(cancellationToken))
                await RunAsync(cancellationToken);
            _done = true;
        }
        finally
        {
            _working.Release();
        }
    }

    /// <summary>
    /// Enters a batch that an older release planned, unless that was done: also one that it planned after the store had been
    /// brought up to date. The batch that had its content before; null when it is the first.
    /// </summary>
    public async Task<string?> EnterAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Asked is not null || JobId.IsJob(batch.Id) || batch.Status == BatchStatus.Rejected
            || await IdentifyAsync(batch, cancellationToken) is not ({ } plan, { } identity))
            return null;
        string folder = plan.Segments ?? StateLayout.PlanFolder;
        string? name = batch.FullName ?? (batch.Source is { } source ? FullName.OfContainer(source) : null);
        string? original;
        while (true)
        {
            Versioned<IReadOnlyList<ContentBatch>> found = await _contents.ReadAsync(identity.Asked, cancellationToken);
            original = found.Value.FirstOrDefault(entry => entry.Batch != batch.Id)?.Batch;
            ContentBatch entry = new() { Batch = batch.Id, Full = identity.Full, File = batch.File, Plan = folder, Run = batch.Run, Model = batch.Model };
            if (found.Value.Any(known => known.Batch == batch.Id) || await _contents.TryWriteAsync(identity.Asked, found.Version, [.. found.Value, entry], cancellationToken))
                break;
        }

        if (name is not null)
            await _names.EnterAsync(name, batch.Run, new NameVersion { Batch = batch.Id, Plan = folder, Model = batch.Model }, cancellationToken);
        // Last: it says that all of this was done.
        await _batches.UpdateAsync(batch.Id, record => record with { Asked = identity.Asked, Full = identity.Full, FullName = name }, cancellationToken);
        return original;
    }

    public void Dispose() => _working.Dispose();

    private async Task<bool> IsUpToDateAsync(CancellationToken cancellationToken) =>
        await _storage.State.TryReadAsync(StateLayout.Upgrade, cancellationToken) is { } stored
            && JsonSerializer.Deserialize(stored.Content.Span, IdentityJson.Default.UpgradeRecord) is { Layout: >= Layout };

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        List<BatchRecord> old = [];
        await foreach (BatchRecord batch in _batches.ListAsync(cancellationToken))
        {
            if (batch.Asked is null)
                old.Add(batch);
        }

        if (old.Count > 0)
            LogBegins(old.Count);
        // In the order in which they came: of the same content the first is the original.
        foreach (BatchRecord batch in old.OrderBy(batch => batch.CreatedAt).ThenBy(batch => batch.Id, StringComparer.Ordinal))
            await EnterAsync(batch, cancellationToken);
        UpgradeRecord record = new() { Layout = Layout, At = _clock.GetUtcNow(), Batches = old.Count };
        await _storage.State.PutAsync(StateLayout.Upgrade, JsonSerializer.SerializeToUtf8Bytes(record, IdentityJson.Default.UpgradeRecord), "application/json", cancellationToken);
        if (old.Count > 0)
            LogDone(old.Count);
    }

    // A plan that cannot be read is that batch's trouble, and no other's.
    private async Task<(PlanSummary? Plan, ContentIdentity? Identity)> IdentifyAsync(BatchRecord batch, CancellationToken cancellationToken)
    {
        try
        {
            return await _plans.ReadSummaryAsync(batch.Id, cancellationToken) is { Rejected: false, ValidRows: > 0 } plan
                ? (plan, await IdentifyAsync(batch, plan, cancellationToken))
                : (null, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or ArgumentException)
        {
            LogUnreadable(exception, batch.Id);
            return (null, null);
        }
    }

    private async Task<ContentIdentity> IdentifyAsync(BatchRecord batch, PlanSummary plan, CancellationToken cancellationToken)
    {
        using ContentHasher hasher = new(batch.Model ?? RunComfyOptions.DefaultModel);
        for (int segment = 0; segment * StateLayout.SegmentSize < plan.Rows; segment++)
        {
            await foreach (PromptRow row in _plans.ReadSegmentAsync(batch.Id, segment, cancellationToken))
                hasher.Add(row, plan.Header);
        }

        return hasher.Finish(batch.Run, scope: null);
    }

    [LoggerMessage(5060, LogLevel.Information, "Bringing {Count} batches of an earlier release up to date, so that nothing they ran is paid for again")]
    private partial void LogBegins(int count);

    [LoggerMessage(5062, LogLevel.Warning, "The plan of batch {Batch} cannot be read: nobody can tell any more what it asked for")]
    private partial void LogUnreadable(Exception exception, string batch);

    [LoggerMessage(5061, LogLevel.Information, "{Count} batches of an earlier release are up to date")]
    private partial void LogDone(int count);
}
