using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Hosting;
using Seedream.Core.Storage;

namespace Seedream.Core.Submission;

/// <summary>
/// Paying once: a record per job attempt, created before the POST and completed right after it. Whoever creates it may
/// submit; everybody else goes on with what it says.
/// </summary>
public sealed partial class Ledger
{
    private readonly IObjectStore _store;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger<Ledger> _logger;

    public Ledger(PipelineStorage storage, HostIdentity host, TimeProvider clock, ILogger<Ledger> logger)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _host = host;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>What the ledger says; null if nobody ever reserved this attempt.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">1-based row.</param>
    /// <param name="attempt">Number of the attempt.</param>
    /// <param name="staleAfter">A reservation older than this, or of a process known to be dead, becomes uncertain.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<LedgerEntry?> ReadAsync(string batch, int row, int attempt, TimeSpan staleAfter, CancellationToken cancellationToken)
    {
        string name = StateLayout.Ledger(batch, row, attempt);
        while (true)
        {
            if (await _store.TryReadAsync(name, cancellationToken) is not { } stored)
                return null;
            LedgerEntry entry = new(name, Read(name, stored), stored.Version, Owned: false);
            if (entry.Record.State != LedgerState.Reserved || !IsAbandoned(entry.Record, staleAfter))
                return entry;
            if (await TryReplaceAsync(entry, entry.Record with { State = LedgerState.Uncertain, Submissions = entry.Record.Submissions + 1, Reason = "the process that was submitting it died or stalled before its answer was recorded" }, cancellationToken) is { } marked)
                return marked;
        }
    }

    /// <summary>
    /// Reserves the attempt for one POST, or tells who did before. The caller may submit exactly when
    /// <see cref="LedgerEntry.Owned"/> is true.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">1-based row.</param>
    /// <param name="attempt">Number of the attempt.</param>
    /// <param name="staleAfter">A reservation older than this, or of a process known to be dead, becomes uncertain.</param>
    /// <param name="mostSubmissions">An uncertain record with fewer submissions is reserved again; 1 for never.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<LedgerEntry> ReserveAsync(string batch, int row, int attempt, TimeSpan staleAfter, int mostSubmissions, CancellationToken cancellationToken)
    {
        string name = StateLayout.Ledger(batch, row, attempt);
        LedgerRecord fresh = new() { Row = row, Attempt = attempt, State = LedgerState.Reserved, Host = _host.ToString(), ReservedAt = _clock.GetUtcNow() };
        while (true)
        {
            if (await _store.TryCreateAsync(name, Write(fresh), JsonType, cancellationToken) is { } version)
                return new LedgerEntry(name, fresh, version, Owned: true);
            if (await ReadAsync(batch, row, attempt, staleAfter, cancellationToken) is not { } entry)
                continue;
            bool again = entry.Record.State == LedgerState.Released
                || (entry.Record.State == LedgerState.Uncertain && entry.Record.Submissions < mostSubmissions);
            if (!again)
                return entry;
            LedgerRecord reserved = fresh with { Submissions = entry.Record.Submissions, ReservedAt = _clock.GetUtcNow() };
            if (await TryReplaceAsync(entry, reserved, cancellationToken) is { } owned)
                return owned with { Owned = true };
        }
    }

    /// <summary>
    /// Records the request id, at once and stubbornly: it is what was paid for. Also resolves a record that somebody else
    /// has meanwhile taken for uncertain.
    /// </summary>
    public async Task<LedgerEntry> MarkSubmittedAsync(LedgerEntry entry, string requestId)
    {
        ArgumentNullException.ThrowIfNull(entry);
        LedgerRecord submitted = entry.Record with
        {
            State = LedgerState.Submitted,
            RequestId = requestId,
            SubmittedAt = _clock.GetUtcNow(),
            Submissions = entry.Record.Submissions + 1,
            Reason = null,
        };
        return await StubbornlyAsync(entry, submitted, requestId);
    }

    /// <summary>The POST certainly was not accepted: the attempt may be reserved again.</summary>
    public Task<LedgerEntry> ReleaseAsync(LedgerEntry entry, string reason)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return StubbornlyAsync(entry, entry.Record with { State = LedgerState.Released, Reason = reason }, requestId: null);
    }

    /// <summary>The POST may have been accepted.</summary>
    public Task<LedgerEntry> MarkUncertainAsync(LedgerEntry entry, string reason)
    {
        ArgumentNullException.ThrowIfNull(entry);
        LedgerRecord uncertain = entry.Record with { State = LedgerState.Uncertain, Submissions = entry.Record.Submissions + 1, Reason = reason };
        return StubbornlyAsync(entry, uncertain, requestId: null);
    }

    // After a POST no cancellation and no passing storage trouble may lose what is known: it is tried for minutes.
    private async Task<LedgerEntry> StubbornlyAsync(LedgerEntry entry, LedgerRecord record, string? requestId)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (await TryReplaceAsync(entry, record, CancellationToken.None) is { } written)
                    return written;
                if (await _store.TryReadAsync(entry.Name, CancellationToken.None) is not { } stored)
                {
                    await _store.TryCreateAsync(entry.Name, Write(record), JsonType, CancellationToken.None);
                    continue;
                }

                entry = entry with { Record = Read(entry.Name, stored), Version = stored.Version };
                // Another process has taken over; only a request id is news to it.
                if (requestId is null || entry.Record.RequestId == requestId)
                    return entry;
                if (entry.Record.RequestId is { } other)
                {
                    LogPaidTwice(entry.Name, other, requestId);
                    return entry;
                }
            }
            catch (Exception exception) when (attempt < 10 && exception is not OperationCanceledException)
            {
                LogRetrying(exception, entry.Name, requestId ?? "none", attempt);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, attempt * attempt)), _clock, CancellationToken.None);
            }
        }
    }

    private async Task<LedgerEntry?> TryReplaceAsync(LedgerEntry entry, LedgerRecord record, CancellationToken cancellationToken)
    {
        string? version = await _store.TryReplaceAsync(entry.Name, Write(record), JsonType, entry.Version, cancellationToken);
        return version is null ? null : entry with { Record = record, Version = version };
    }

    private bool IsAbandoned(LedgerRecord record, TimeSpan staleAfter) =>
        HostIdentity.IsKnownDead(record.Host) || _clock.GetUtcNow() - record.ReservedAt > staleAfter;

    private const string JsonType = "application/json";

    private static byte[] Write(LedgerRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, SubmissionJson.Default.LedgerRecord);

    private static LedgerRecord Read(string name, StoredObject stored) =>
        JsonSerializer.Deserialize(stored.Content.Span, SubmissionJson.Default.LedgerRecord) ?? throw new InvalidDataException($"{name} is not a ledger record");

    [LoggerMessage(2001, LogLevel.Error, "Ledger record {Name} names request {Other}, but {RequestId} was accepted as well: this job was paid for twice")]
    private partial void LogPaidTwice(string name, string other, string requestId);

    [LoggerMessage(2002, LogLevel.Warning, "Ledger record {Name} could not be written (request id {RequestId}, try {Attempt}); trying again")]
    private partial void LogRetrying(Exception exception, string name, string requestId, int attempt);
}
