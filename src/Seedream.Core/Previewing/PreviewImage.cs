using Seedream.Core.Collecting;

namespace Seedream.Core.Previewing;

/// <summary>
/// Makes a small JPEG of an image, so that a page of images does not pull originals of many megabytes. Image bytes are hostile:
/// sizes, tables and scans are bounded, and whatever cannot be decoded simply has no preview. Memory: two rows of a PNG, or the
/// file of a JPEG, and the preview.
/// </summary>
public static class PreviewImage
{
    /// <summary>Largest JPEG that is decoded, in bytes; the API's are a tenth of that.</summary>
    public const int LargestJpeg = 16 * 1024 * 1024;

    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8, 0xFF];

    /// <summary>
    /// A baseline JPEG of at most 640 pixels a side; null for what is no PNG or JPEG, is damaged, interlaced, arithmetic-coded,
    /// in four colours or larger than 64 megapixels.
    /// </summary>
    /// <param name="image">The file, read from its start.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<byte[]?> TryMakeAsync(Stream image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        byte[] start = new byte[8];
        try
        {
            await image.ReadExactlyAsync(start, cancellationToken);
            Raster? small = start.AsSpan().SequenceEqual(PngStructure.Signature) ? await PngPreview.ReadAsync(image, cancellationToken)
                : start.AsSpan().StartsWith(JpegSignature) && await ReadWholeAsync(start, image, cancellationToken) is { } file ? JpegPreview.Read(file, cancellationToken)
                : null;
            return small is null ? null : JpegWriter.Write(small);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadWholeAsync(byte[] start, Stream rest, CancellationToken cancellationToken)
    {
        using MemoryStream file = new();
        file.Write(start);
        byte[] buffer = new byte[64 * 1024];
        while (await rest.ReadAsync(buffer, cancellationToken) is > 0 and int read)
        {
            if (file.Length + read > LargestJpeg)
                return null;
            file.Write(buffer, 0, read);
        }

        return file.ToArray();
    }
}
