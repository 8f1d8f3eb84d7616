using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Hosting;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;

namespace Seedream.Core.Submission;

/// <summary>
/// Paying once: a record per job attempt, created before the POST and completed right after it. Whoever creates it may
/// submit; everybody else goes on with what it says.
/// </summary>
public sealed partial class Ledger
{
    // Quick tries against a lost answer; longer trouble is for the caller, nothing has been paid for yet.
    private const int ReserveTries = 3;

    // Enough to hide a store's latency.
    private const int ParallelReads = 16;

    // About an hour at half a minute each. A host that gives its activities less time than that is simply killed meanwhile.
    private const int StubbornTries = 120;

    private readonly IObjectStore _store;
    private readonly HostIdentity _host;
    private readonly TimeProvider _clock;
    private readonly ILogger<Ledger> _logger;
    private readonly RunComfyOptions? _api;

    // Reservations this process gave up making because storage failed: whether or not they were written after all, nothing was
    // and nothing will be submitted under them.
    private readonly ConcurrentDictionary<string, byte> _unused = new(StringComparer.Ordinal);

    /// <summary>The ledger in storage.</summary>
    /// <param name="storage">Where it stands.</param>
    /// <param name="host">This process.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Told of what goes wrong.</param>
    /// <param name="api">Model and token that go on record with a submission; null for a ledger that is only read.</param>
    public Ledger(PipelineStorage storage, HostIdentity host, TimeProvider clock, ILogger<Ledger> logger, RunComfyOptions? api = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _host = host;
        _clock = clock;
        _logger = logger;
        _api = api;
    }

    /// <summary>What the ledger says; null if nobody ever reserved this attempt.</summary>
    /// <param name="place">Where the row's records stand.</param>
    /// <param name="attempt">Number of the attempt.</param>
    /// <param name="staleAfter">A reservation older than this, or of a process known to be dead, becomes uncertain.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<LedgerEntry?> ReadAsync(LedgerPlace place, int attempt, TimeSpan staleAfter, CancellationToken cancellationToken) =>
        ReadAsync(StateLayout.Ledger(place.Batch, place.Row, attempt), staleAfter, cancellationToken);

    /// <summary>Every attempt of one row: one short listing. Nothing is changed.</summary>
    public async Task<IReadOnlyList<LedgerRecord>> ReadRowAsync(LedgerPlace place, CancellationToken cancellationToken)
    {
        List<LedgerRecord> records = [];
        await foreach (LedgerRecord record in ListAsync(StateLayout.LedgerOfRow(place.Batch, place.Row), _ => true, cancellationToken))
            records.Add(record);
        return records;
    }

    /// <summary>Every attempt of the rows of a segment that are wanted: one listing. Nothing is changed.</summary>
    public async Task<ILookup<int, LedgerRecord>> ReadSegmentAsync(string batch, int segment, Func<int, bool> isWanted, CancellationToken cancellationToken)
    {
        List<LedgerRecord> records = [];
        await foreach (LedgerRecord record in ListAsync(StateLayout.Ledger(batch, segment), isWanted, cancellationToken))
            records.Add(record);
        return records.ToLookup(record => record.Row);
    }

    // Row and attempt are those of the name, whatever the record says.
    private async IAsyncEnumerable<LedgerRecord> ListAsync(string prefix, Func<int, bool> isWanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ObjectInfo> listed = [];
        await foreach (ObjectInfo found in _store.ListWithContentAsync(prefix, cancellationToken))
        {
            if (StateLayout.TryParse(found.Name) is { } name && isWanted(name.Row))
                listed.Add(found);
        }

        foreach (ObjectInfo[] chunk in listed.Chunk(ParallelReads))
        {
            foreach (LedgerRecord? record in await Task.WhenAll(chunk.Select(ReadListedAsync)))
            {
                if (record is not null)
                    yield return record;
            }
        }

        async Task<LedgerRecord?> ReadListedAsync(ObjectInfo found)
        {
            ReadOnlyMemory<byte>? content = found.Content ?? (await _store.TryReadAsync(found.Name, cancellationToken))?.Content;
            (int row, int attempt) = StateLayout.Parse(found.Name);
            return content is { } bytes ? Read(found.Name, bytes) with { Row = row, Attempt = attempt } : null;
        }
    }

    private async Task<LedgerEntry?> ReadAsync(string name, TimeSpan staleAfter, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _store.TryReadAsync(name, cancellationToken) is not { } stored)
                return null;
            LedgerEntry entry = new(name, Read(name, stored.Content), stored.Version, Owned: false);
            if (IsUnused(entry.Record))
            {
                LedgerEntry released = await ReleaseAsync(entry, "storage failed while it was being reserved");
                _unused.TryRemove(entry.Record.Reservation!, out _);
                return released;
            }

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
    /// <param name="place">Where the row's records stand.</param>
    /// <param name="attempt">Number of the attempt.</param>
    /// <param name="staleAfter">A reservation older than this, or of a process known to be dead, becomes uncertain.</param>
    /// <param name="mostSubmissions">An uncertain record with fewer submissions is reserved again; 1 for never.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <param name="payer">The batch and row for which it is submitted, and which report its cost; null for the place itself.</param>
    public async Task<LedgerEntry> ReserveAsync(LedgerPlace place, int attempt, TimeSpan staleAfter, int mostSubmissions, CancellationToken cancellationToken, LedgerPlace? payer = null)
    {
        LedgerPlace? other = payer == place ? null : payer;
        string name = StateLayout.Ledger(place.Batch, place.Row, attempt);
        LedgerRecord fresh = new()
        {
            Row = place.Row,
            Attempt = attempt,
            State = LedgerState.Reserved,
            Host = _host.ToString(),
            Reservation = Guid.NewGuid().ToString("N"),
            ReservedAt = _clock.GetUtcNow(),
            Batch = other?.Batch,
            BatchRow = other?.Row,
            Model = _api?.Model,
            Token = TokenPrint.Of(_api?.ApiToken),
        };
        for (int tries = 1; ; tries++)
        {
            try
            {
                if (await TryReserveAsync(name, fresh, staleAfter, mostSubmissions, cancellationToken) is { } entry)
                    return entry;
            }
            catch (Exception exception) when (tries < ReserveTries && !cancellationToken.IsCancellationRequested)
            {
                // The write may have been carried out although its answer was lost: what stands there now tells.
                LogRetrying(exception, name, "none", tries);
            }
            catch
            {
                _unused[fresh.Reservation] = 0;
                throw;
            }
        }
    }

    private bool IsUnused(LedgerRecord record) =>
        record is { State: LedgerState.Reserved, Reservation: { } reservation } && _unused.ContainsKey(reservation);

    // Null when somebody else was faster: look again.
    private async Task<LedgerEntry?> TryReserveAsync(string name, LedgerRecord fresh, TimeSpan staleAfter, int mostSubmissions, CancellationToken cancellationToken)
    {
        if (await _store.TryCreateAsync(name, Write(fresh), JsonType, cancellationToken) is { } version)
            return new LedgerEntry(name, fresh, version, Owned: true);
        if (await ReadAsync(name, staleAfter, cancellationToken) is not { } entry)
            return null;
        if (entry.Record.State == LedgerState.Reserved && entry.Record.Reservation == fresh.Reservation)
            return entry with { Owned = true };
        bool again = entry.Record.State == LedgerState.Released
            || (entry.Record.State == LedgerState.Uncertain && entry.Record.Submissions < mostSubmissions);
        if (!again)
            return entry;
        LedgerRecord reserved = fresh with { Submissions = entry.Record.Submissions, ReservedAt = _clock.GetUtcNow() };
        return await TryReplaceAsync(entry, reserved, cancellationToken) is { } owned ? owned with { Owned = true } : null;
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

    /// <summary>
    /// The POST certainly was not accepted: the attempt may be reserved again. Where an earlier POST of the same attempt may have
    /// been, it is uncertain as before.
    /// </summary>
    public Task<LedgerEntry> ReleaseAsync(LedgerEntry entry, string reason)
    {
        ArgumentNullException.ThrowIfNull(entry);
        LedgerState state = entry.Record.Submissions > 0 ? LedgerState.Uncertain : LedgerState.Released;
        return StubbornlyAsync(entry, entry.Record with { State = state, Reason = reason }, requestId: null);
    }

    /// <summary>The POST may have been accepted.</summary>
    public Task<LedgerEntry> MarkUncertainAsync(LedgerEntry entry, string reason)
    {
        ArgumentNullException.ThrowIfNull(entry);
        LedgerRecord uncertain = entry.Record with { State = LedgerState.Uncertain, Submissions = entry.Record.Submissions + 1, Reason = reason };
        return StubbornlyAsync(entry, uncertain, requestId: null);
    }

    // After a POST no cancellation and no passing storage trouble may lose what is known: it is tried for an hour. Nobody can
    // cancel it, so what looks like a cancellation is a storage client that ran out of time.
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

                entry = entry with { Record = Read(entry.Name, stored.Content), Version = stored.Version };
                // Another process has taken over; only a request id is news to it.
                if (requestId is null || entry.Record.RequestId == requestId)
                    return entry;
                if (entry.Record.RequestId is { } other)
                {
                    LogPaidTwice(entry.Name, other, requestId);
                    return await TryReplaceAsync(entry, entry.Record with { Submissions = entry.Record.Submissions + 1 }, CancellationToken.None) ?? entry;
                }

                record = record with { Submissions = Math.Max(record.Submissions, entry.Record.Submissions) };
            }
            catch (Exception exception) when (attempt < StubbornTries)
            {
                // Nothing can cancel this: a "cancelled" is a storage library's own giving up.
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

    // A reservation from the future, as after a clock was set back, would otherwise be waited for until that future comes.
    private bool IsAbandoned(LedgerRecord record, TimeSpan staleAfter) =>
        HostIdentity.IsKnownDead(record.Host) || (_clock.GetUtcNow() - record.ReservedAt).Duration() > staleAfter;

    private const string JsonType = "application/json";

    private static byte[] Write(LedgerRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, SubmissionJson.Default.LedgerRecord);

    // A record that is empty, cannot be read or makes no sense may stand for a paid job: it is uncertain, and holds up no other row.
    private LedgerRecord Read(string name, ReadOnlyMemory<byte> content)
    {
        try
        {
            LedgerRecord record = JsonSerializer.Deserialize(content.Span, SubmissionJson.Default.LedgerRecord) ?? throw new JsonException("it is null");
            if (!Enum.IsDefined(record.State))
                throw new JsonException($"its state is {record.State}");
            if (record.State == LedgerState.Submitted && string.IsNullOrWhiteSpace(record.RequestId))
                throw new JsonException("it is submitted and names no request");
            // Releases before this one released an attempt without a word about an earlier POST of it.
            return record is { State: LedgerState.Released, Submissions: > 0 } ? record with { State = LedgerState.Uncertain } : record;
        }
        catch (JsonException exception)
        {
            LogUnreadable(exception, name);
            (int row, int attempt) = StateLayout.Parse(name);
            return new LedgerRecord
            {
                Row = row,
                Attempt = attempt,
                State = LedgerState.Uncertain,
                Host = "unknown",
                ReservedAt = DateTimeOffset.UnixEpoch,
                Submissions = 1,
                Reason = content.IsEmpty ? $"its ledger record '{name}' is empty" : $"its ledger record '{name}' cannot be read",
            };
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "Ledger record {Name} names request {Other}, but {RequestId} was accepted as well: this job was paid for twice")]
    private partial void LogPaidTwice(string name, string other, string requestId);

    [LoggerMessage(2003, LogLevel.Error, "Ledger record {Name} cannot be read: the submission counts as uncertain")]
    private partial void LogUnreadable(Exception exception, string name);

    [LoggerMessage(2002, LogLevel.Warning, "Ledger record {Name} could not be written (request id {RequestId}, try {Attempt}); trying again")]
    private partial void LogRetrying(Exception exception, string name, string requestId, int attempt);
}
