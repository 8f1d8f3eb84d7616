using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Core.Drops;

/// <summary>
/// Which versions of which files were dealt with. Both are in the record's name, so that one listing tells all of them.
/// </summary>
public sealed class DropStore
{
    private readonly IObjectStore _store;
    private readonly TimeProvider _clock;

    public DropStore(PipelineStorage storage, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _clock = clock;
    }

    /// <summary>Name of the record of this version of this file.</summary>
    public static string RecordOf(ObjectInfo file) => StateLayout.Drop(KeyOf(file));

    /// <summary>What tells this version of this file from every other.</summary>
    internal static string KeyOf(ObjectInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return $"{Hash(file.Name)}-{Hash(VersionOf(file))}";
    }

    /// <summary>The records there are.</summary>
    public async Task<HashSet<string>> ListAsync(CancellationToken cancellationToken)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        await foreach (ObjectInfo found in _store.ListAsync(StateLayout.Drops, cancellationToken))
            names.Add(found.Name);
        return names;
    }

    /// <summary>True if another process has dealt with it meanwhile.</summary>
    public async Task<bool> IsKnownAsync(ObjectInfo file, CancellationToken cancellationToken) =>
        await _store.TryGetInfoAsync(RecordOf(file), cancellationToken) is not null;

    public Task RecordAsync(ObjectInfo file, string? batch, CancellationToken cancellationToken, string? sameAs = null, string? reason = null, IReadOnlyList<string>? roundsOf = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        DropRecord record = new() { Name = file.Name, Version = VersionOf(file), Batch = batch, SameAs = sameAs, RoundsOf = roundsOf, Reason = reason, At = _clock.GetUtcNow() };
        return _store.PutAsync(RecordOf(file), JsonSerializer.SerializeToUtf8Bytes(record, DropsJson.Default.DropRecord), "application/json", cancellationToken);
    }

    // A listing writes an ETag without the quotation marks that a single answer has. Folders have none at all in listings.
    private static string VersionOf(ObjectInfo file) => file.Version is { } version && version.Contains("0x", StringComparison.OrdinalIgnoreCase)
        ? version.Trim('"')
        : string.Create(CultureInfo.InvariantCulture, $"{file.LastModified.UtcTicks}-{file.Length}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];
}
