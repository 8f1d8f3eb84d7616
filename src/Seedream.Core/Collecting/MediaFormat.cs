namespace Seedream.Core.Collecting;

/// <summary>What a file is, by its bytes.</summary>
/// <param name="Extension">With dot.</param>
/// <param name="ContentType">What it is stored as.</param>
internal sealed record MediaFormat(string Extension, string ContentType)
{
    public static readonly MediaFormat Png = new(".png", "image/png");
    public static readonly MediaFormat Jpeg = new(".jpg", "image/jpeg");
    public static readonly MediaFormat WebP = new(".webp", "image/webp");
    public static readonly MediaFormat Gif = new(".gif", "image/gif");
    public static readonly MediaFormat Avif = new(".avif", "image/avif");
    public static readonly MediaFormat Heic = new(".heic", "image/heic");
    public static readonly MediaFormat Mp4 = new(".mp4", "video/mp4");
    public static readonly MediaFormat QuickTime = new(".mov", "video/quicktime");
    public static readonly MediaFormat WebM = new(".webm", "video/webm");

    /// <summary>Declared a video, with bytes nobody here knows: kept, since it was paid for.</summary>
    public static readonly MediaFormat UnknownVideo = new(".bin", "application/octet-stream");
}
