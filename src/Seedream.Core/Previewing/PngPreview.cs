using System.IO.Compression;

namespace Seedream.Core.Previewing;

/// <summary>A PNG made small while it is read: two of its rows and the small picture are all that is held.</summary>
internal static class PngPreview
{
    /// <summary>Raises <see cref="InvalidDataException"/> or <see cref="EndOfStreamException"/> for what cannot be decoded.</summary>
    public static async Task<Raster> ReadAsync(Stream image, CancellationToken cancellationToken)
    {
        PngChunks chunks = new(image);
        PngHeader png = await PngHeader.ReadAsync(chunks, cancellationToken);
        await using PngPixelStream packed = new(chunks);
        await using ZLibStream pixels = new(packed, CompressionMode.Decompress);
        BoxScaler scaler = new(png.Width, png.Height);
        PngColors colors = new(png);
        // The filter's name stands before each row.
        byte[] row = new byte[png.RowBytes + 1];
        byte[] above = new byte[png.RowBytes + 1];
        byte[] rgb = new byte[3 * png.Width];
        for (int y = 0; y < png.Height; y++)
        {
            await pixels.ReadExactlyAsync(row, cancellationToken);
            PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), png.PixelBytes);
            if (png is { Color: 2, Depth: 8 })
            {
                scaler.Add(row.AsSpan(1));
            }
            else
            {
                colors.Convert(row.AsSpan(1), rgb);
                scaler.Add(rgb);
            }

            (row, above) = (above, row);
        }

        return scaler.Finish();
    }
}
