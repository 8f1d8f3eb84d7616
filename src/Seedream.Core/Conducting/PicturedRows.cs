using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using Seedream.Core.Storage;

namespace Seedream.Core.Conducting;

/// <summary>
/// Rows of a batch whose images were in storage when this process first looked: signs that they were paid for, whatever has become
/// of the records that say so. Those of a batch that a person had forgotten are none: to forget it means that it may be paid for again.
/// One listing per batch and process, empty for a batch that is only beginning.
/// </summary>
public sealed class PicturedRows
{
    private const int MostRemembered = 64;

    private readonly IObjectStore _images;
    private readonly IObjectStore _state;
    private readonly ConcurrentDictionary<string, BitArray> _seen = new(StringComparer.Ordinal);

    public PicturedRows(PipelineStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _images = storage.Images;
        _state = storage.State;
    }

    /// <summary>By row, 1-based: true for a row with images.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<BitArray> FindAsync(string batch, int rows, CancellationToken cancellationToken)
    {
        if (_seen.TryGetValue(batch, out BitArray? seen))
            return seen;
        BitArray found = new(rows + 1);
        string folder = StateLayout.Images(batch);
        await foreach (ObjectInfo image in _images.ListAsync(folder, cancellationToken))
        {
            if (RowOf(image.Name.AsSpan(folder.Length)) is > 0 and int row && row <= rows)
                found[row] = true;
        }

        // Asked only where there is something to be wrong about.
        if (found.HasAnySet() && await _state.TryGetInfoAsync(StateLayout.Forgotten(batch), cancellationToken) is not null)
            found.SetAll(false);
        if (_seen.Count >= MostRemembered)
            _seen.Clear();
        return _seen.GetOrAdd(batch, found);
    }

    // Images begin with the number of their row and a hyphen; reports do not.
    private static int RowOf(ReadOnlySpan<char> name) =>
        name.IndexOf('-') is >= 5 and int end && int.TryParse(name[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int row) ? row : 0;
}
