using System.Collections.Concurrent;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Api.Files;

/// <summary>Entity tags of images: the SHA-256 that their outcome names. Looked up once per file and remembered.</summary>
public sealed class ImageTags
{
    private const int MostRemembered = 20_000;
    private readonly BatchStore _batches;
    private readonly OutcomeStore _outcomes;
    private readonly ConcurrentDictionary<(string Name, long Length, DateTimeOffset Written), string> _known = new();

    public ImageTags(BatchStore batches, OutcomeStore outcomes)
    {
        _batches = batches;
        _outcomes = outcomes;
    }

    internal async Task<string> OfAsync(string batch, string fileName, int row, ObjectInfo info, CancellationToken cancellationToken)
    {
        (string, long, DateTimeOffset) key = (info.Name, info.Length, info.LastModified);
        if (_known.TryGetValue(key, out string? tag))
            return tag;
        if (await FindAsync(batch, fileName, row, info.Length, cancellationToken) is not { } hash)
            return EntityTag.Of(info);
        if (_known.Count >= MostRemembered)
            _known.Clear();
        return _known[key] = EntityTag.Quote(hash);
    }

    private async Task<string?> FindAsync(string batch, string fileName, int row, long length, CancellationToken cancellationToken)
    {
        BatchRecord? record = await _batches.FindAsync(batch, cancellationToken);
        for (int round = record?.Round ?? 0; round > 0; round--)
        {
            JobOutcome? outcome = await _outcomes.ReadAsync(batch, row, round, cancellationToken);
            if (outcome?.Files.FirstOrDefault(file => file.Name == fileName) is { } known)
                return known.Bytes == length ? known.Sha256 : null;
        }

        return null;
    }
}
