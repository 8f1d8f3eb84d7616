using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Retention;

/// <summary>
/// Tombstones of releases that kept nothing of the rows, by the file's name. Read once: no new ones are made.
/// </summary>
internal sealed class OldTombstones(Tombstones tombstones, IntakeOptions options)
{
    private ILookup<(string File, int Run), Tombstone>? _byFile;

    /// <summary>One that may be this file; null for none.</summary>
    public async Task<Tombstone?> FindAsync(string file, int run, CancellationToken cancellationToken)
    {
        foreach (Tombstone old in (await ReadAsync(cancellationToken))[(file, run)])
        {
            // It may have been forgotten meanwhile.
            if (await tombstones.FindAsync(old.Batch, cancellationToken) is not null)
                return old;
        }

        return null;
    }

    /// <summary>The one of exactly this content under whatever name it had then; null for none, and where every name is made anew.</summary>
    public async Task<Tombstone?> FindContentAsync(string contentSha256, JobDefaults defaults, int run, CancellationToken cancellationToken)
    {
        if (options.SameContent != SameContent.Once)
            return null;
        foreach (Tombstone old in (await ReadAsync(cancellationToken)).SelectMany(named => named))
        {
            // The id of then is a hash of name and bytes, and the tombstone tells the name.
            if (old.Run == run && old.Batch == BatchId.OfRelease1(old.File, contentSha256, defaults, run) && await tombstones.FindAsync(old.Batch, cancellationToken) is not null)
                return old;
        }

        return null;
    }

    private async Task<ILookup<(string File, int Run), Tombstone>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_byFile is { } known)
            return known;
        List<Tombstone> old = [];
        await foreach (Tombstone tombstone in tombstones.ListAsync(cancellationToken))
        {
            if (tombstone.Full is null)
                old.Add(tombstone);
        }

        return _byFile = old.ToLookup(tombstone => (tombstone.File, tombstone.Run));
    }
}
