using System.Text;
using Seedream.Core.Collecting;

namespace Seedream.Core.Tests.Collecting;

public sealed class InspectorTests
{
    public static TheoryData<string, int, int> Sizes => new() { { "png", 4704, 2016 }, { "jpeg", 2304, 1728 }, { "gif", 640, 480 }, { "webp", 1600, 2848 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Append_CutAnywhere_FindsSizeAndEnd(string kind, int width, int height)
    {
        byte[] file = Make(kind, width, height);
        foreach (int step in (int[])[1, 2, 3, 7, 64, 1000, int.MaxValue])
        {
            StreamingImageInspector inspector = Inspect(file, step);
            Assert.Null(inspector.Fault);
            Assert.Equal(width, inspector.Width);
            Assert.Equal(height, inspector.Height);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Complete_Truncated_IsAFault(string kind, int width, int height)
    {
        byte[] file = Make(kind, width, height);
        for (int length = 0; length < file.Length; length += Math.Max(1, file.Length / 300))
            Assert.NotNull(Inspect(file[..length], 100, FormatOf(file)).Fault);
        Assert.NotNull(Inspect(file[..^1], 100, FormatOf(file)).Fault);
    }

    [Fact]
    public void Append_PngWithAnyByteChanged_IsAFault()
    {
        byte[] file = TestImages.Png(100, 100, 300);
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 0x10;
            Assert.NotNull(Inspect(changed, 50, MediaFormat.Png).Fault);
        }
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("gif")]
    [InlineData("webp")]
    public void Append_AnyBytes_NeverThrows(string kind)
    {
        var random = new Random(42);
        byte[] seed = Make(kind, 300, 200);
        for (int i = 0; i < 3000; i++)
        {
            byte[] file = seed[..random.Next(seed.Length)];
            for (int n = random.Next(20); n > 0 && file.Length > 0; n--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            StreamingImageInspector inspector = Inspect(file, random.Next(1, 200), FormatOf(seed));
            Assert.True(inspector.Width is null or > 0);
            FormatDetection.Detect(file, random.Next(2) == 0 ? "video/mp4" : "image/png");
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>", "text/html", null)]
    [InlineData("<!DOCTYPE html><html>", "image/png", null)]
    [InlineData("<!DOCTYPE html><html>", "video/mp4", null)]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><Error/>", "video/mp4", null)]
    [InlineData("{\"error\":1}", "image/png", null)]
    [InlineData("", "image/png", null)]
    [InlineData("", "video/mp4", null)]
    [InlineData("\u0001\u0002\u0003", "image/png", null)]
    [InlineData("\u0001\u0002\u0003", "application/octet-stream", null)]
    [InlineData("\u0001\u0002\u0003", "video/mp4", ".mp4")]
    [InlineData("\u0001\u0002\u0003", "video/x-odd", ".bin")]
    [InlineData("\0\0\0\u0018ftypisom", "image/png", ".mp4")]
    [InlineData("\0\0\0\u0018ftypqt  ", null, ".mov")]
    [InlineData("\0\0\0\u0018ftypavif", null, ".avif")]
    [InlineData("\0\0\0\u0018ftypheic", null, ".heic")]
    [InlineData("GIF89a", "image/png", ".gif")]
    public void Detect_Bytes_WinOverTheDeclaredType(string head, string? type, string? extension) =>
        Assert.Equal(extension, FormatDetection.Detect(Encoding.UTF8.GetBytes(head), type)?.Extension);

    /// <summary>A file that others wrote: the checksums meant are those of the PNG standard.</summary>
    [Fact]
    public void Append_PngOfAnotherWriter_IsWhole()
    {
        byte[] file = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

        StreamingImageInspector inspector = Inspect(file, 5);

        Assert.Null(inspector.Fault);
        Assert.Equal((1, 1), (inspector.Width, inspector.Height));
    }

    private static byte[] Make(string kind, int width, int height) => kind switch
    {
        "png" => TestImages.Png(width, height, 20_000),
        "jpeg" => TestImages.Jpeg(width, height),
        "gif" => TestImages.Gif((ushort)width, (ushort)height),
        _ => TestImages.WebP(width, height),
    };

    private static MediaFormat FormatOf(byte[] file) => FormatDetection.Detect(file, null)!;

    private static StreamingImageInspector Inspect(byte[] file, int step, MediaFormat? format = null)
    {
        var inspector = StreamingImageInspector.For(format ?? FormatOf(file));
        for (int at = 0; at < file.Length; at += Math.Min(step, file.Length))
            inspector.Append(file.AsSpan(at, Math.Min(step, file.Length - at)));
        inspector.Complete();
        return inspector;
    }
}
