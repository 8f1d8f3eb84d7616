using System.Text.Json;
using Seedream.Core.Hosting;
using Seedream.Core.Storage;

namespace Seedream.Local.Serving;

/// <summary>
/// The rounds under way, in storage: written when a round is started, before anybody is told that it was accepted, and deleted
/// when it has ended. So one short listing finds everything that a dead host has left, however many batches there ever were.
/// </summary>
internal sealed class OpenRounds(PipelineStorage storage, HostIdentity host)
{
    private const string JsonType = "application/json";
    private readonly IObjectStore _store = storage.State;

    /// <summary>Opens a round as this host's; null if it is open already, whoever runs it.</summary>
    public async Task<OpenRound?> TryOpenAsync(string batch, int round, CancellationToken cancellationToken)
    {
        OpenRound mine = new() { Batch = batch, Round = round, Host = host.ToString() };
        return await _store.TryCreateAsync(StateLayout.OpenRound(mine.Instance), Write(mine), JsonType, cancellationToken) is not null ? mine with { IsFresh = true } : null;
    }

    /// <summary>The open rounds: names, with the time of their last change.</summary>
    public IAsyncEnumerable<ObjectInfo> ListAsync(CancellationToken cancellationToken) => _store.ListAsync(StateLayout.Open, cancellationToken);

    /// <summary>Who runs it; null when it has ended meanwhile.</summary>
    public async Task<OpenRound?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await _store.TryReadAsync(name, cancellationToken) is { } stored ? Read(stored) : null;

    /// <summary>Takes a round over from a host that is gone; null when somebody else was quicker.</summary>
    public async Task<OpenRound?> TryTakeOverAsync(string name, string from, CancellationToken cancellationToken)
    {
        if (await _store.TryReadAsync(name, cancellationToken) is not { } stored || Read(stored) is not { } open || open.Host != from)
            return null;
        OpenRound mine = open with { Host = host.ToString() };
        return await _store.TryReplaceAsync(name, Write(mine), JsonType, stored.Version, cancellationToken) is not null ? mine : null;
    }

    public Task CloseAsync(OpenRound round, CancellationToken cancellationToken) => _store.DeleteAsync(StateLayout.OpenRound(round.Instance), cancellationToken);

    public bool IsMine(OpenRound round) => round.Host == host.ToString();

    private static byte[] Write(OpenRound round) => JsonSerializer.SerializeToUtf8Bytes(round, ServingJson.Default.OpenRound);

    private static OpenRound? Read(StoredObject stored) => JsonSerializer.Deserialize(stored.Content.Span, ServingJson.Default.OpenRound);
}
