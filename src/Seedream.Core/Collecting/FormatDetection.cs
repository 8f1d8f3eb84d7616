namespace Seedream.Core.Collecting;

/// <summary>
/// Tells what a file is from its first bytes. The bytes win over the declared type and over the URL; text of any kind
/// (an error page with status 200, an XML error of a storage service) is nothing.
/// </summary>
internal static class FormatDetection
{
    /// <summary>As many bytes as the longest signature needs.</summary>
    public const int HeadLength = 64;

    /// <param name="head">The first <see cref="HeadLength"/> bytes, or the whole file if it is shorter.</param>
    /// <param name="declaredType">Content-Type, without parameters.</param>
    /// <returns>Null for what is not to be stored.</returns>
    public static MediaFormat? Detect(ReadOnlySpan<byte> head, string? declaredType)
    {
        if (head.StartsWith(PngStructure.Signature))
            return MediaFormat.Png;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return MediaFormat.Jpeg;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return MediaFormat.Gif;
        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
            return MediaFormat.WebP;
        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8))
            return IsoFormat(head[8..12]);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return MediaFormat.WebM;

        bool isVideo = declaredType?.StartsWith("video/", StringComparison.OrdinalIgnoreCase) ?? false;
        if (!isVideo || head.IsEmpty || LooksLikeText(head))
            return null;
        return declaredType!.Equals("video/mp4", StringComparison.OrdinalIgnoreCase) ? MediaFormat.Mp4 : MediaFormat.UnknownVideo;
    }

    private static MediaFormat IsoFormat(ReadOnlySpan<byte> brand)
    {
        if (brand.StartsWith("avif"u8) || brand.StartsWith("avis"u8))
            return MediaFormat.Avif;
        if (brand.StartsWith("hei"u8) || brand.StartsWith("mif1"u8))
            return MediaFormat.Heic;
        return brand.StartsWith("qt  "u8) ? MediaFormat.QuickTime : MediaFormat.Mp4;
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        foreach (byte b in head)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }

        return true;
    }
}
