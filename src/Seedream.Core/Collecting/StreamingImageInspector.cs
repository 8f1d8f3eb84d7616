namespace Seedream.Core.Collecting;

/// <summary>
/// Follows the structure of an image while its bytes stream by, in constant memory: pixel size, and whether it is whole.
/// Fed with buffers cut anywhere; never throws on any bytes.
/// </summary>
internal abstract class StreamingImageInspector
{
    /// <summary>Pixels, once known.</summary>
    public int? Width { get; protected set; }

    /// <summary>Pixels, once known.</summary>
    public int? Height { get; protected set; }

    /// <summary>What is wrong with the file, in words; null as long as nothing is.</summary>
    public string? Fault { get; protected set; }

    /// <summary>The next bytes of the file.</summary>
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>No more bytes follow: sets <see cref="Fault"/> if the file should have gone on.</summary>
    public abstract void Complete();

    public static StreamingImageInspector For(MediaFormat format)
    {
        if (format == MediaFormat.Png)
            return new PngStructure();
        if (format == MediaFormat.Jpeg)
            return new JpegStructure();
        if (format == MediaFormat.Gif)
            return new GifStructure();
        return format == MediaFormat.WebP ? new WebPStructure() : new OpaqueStructure();
    }
}
