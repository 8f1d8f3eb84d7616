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

    /// <summary>What is wrong with the file although its picture is whole, in words; a tolerant inspector gathers these instead of making them faults.</summary>
    public virtual IReadOnlyList<string> Flaws => [];

    /// <summary>True when <see cref="Fault"/> may leave the picture whole, which a tolerant inspector finds out.</summary>
    public virtual bool MayBeWhole => false;

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

    /// <summary>
    /// One that looks closer and lets pass what leaves the picture whole: a PNG with a wrong checksum in a chunk that holds no pixels, or
    /// without its end, whose pixels are all there; a JPEG without its end marker, whose pixels are all there. What it cannot look
    /// into that closely is judged as ever.
    /// </summary>
    public static StreamingImageInspector Tolerant(MediaFormat format, PngPixels? pixels)
    {
        if (format == MediaFormat.Png && pixels is not null)
            return new PngStructure(pixels);
        return format == MediaFormat.Jpeg ? new JpegStructure(new JpegPixels()) : For(format);
    }
}
