using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Seedream.Core.Collecting;
using Seedream.Core.Tests.Previewing;

namespace Seedream.Core.Tests.Collecting;

/// <summary>A picture that was paid for and is whole is kept, however it came and whatever is odd about its file.</summary>
public sealed class FlawedFileTests : IAsyncDisposable
{
    private readonly CollectFixture _files = new();

    private static byte[] Png => Summed(TestPng.Write(40, 30, color: 2, depth: 8, (x, y) => [x * 5 & 255, y * 7 & 255, (x ^ y) * 3 & 255]));

    public ValueTask DisposeAsync() => _files.DisposeAsync();

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("GZIP, br")]
    public async Task Collect_PackedWithoutBeingAsked_StoresThePicture(string encoding)
    {
        byte[] packed = Png;
        foreach (string name in encoding.ToLowerInvariant().Split(", "))
            packed = Pack(name, packed);
        await StoresAsync(Png, (exchange, _) => exchange.AnswerAsync(200, packed, "Content-Type: image/png", $"Content-Encoding: {encoding}"));
    }

    [Fact]
    public async Task Collect_SaidToBePackedAndIsNot_StoresThePicture() =>
        await StoresAsync(Png, (exchange, _) => exchange.AnswerAsync(200, Png, "Content-Type: image/png", "Content-Encoding: gzip"));

    [Fact]
    public async Task Collect_PackedBeyondTheLimit_IsTooLarge()
    {
        _files.Options.MaxFileBytes = 1 << 20;
        byte[] packed = Pack("gzip", [.. Png, .. new byte[2 << 20]]);
        string url = _files.Serve("/a", (exchange, _) => exchange.AnswerAsync(200, packed, "Content-Encoding: gzip"));
        Assert.Equal(CollectCodes.TooLarge, (await _files.FailAsync(url)).Code);
    }

    [Theory]
    [InlineData(201, "X-Any: 1")]
    [InlineData(203, "X-Any: 1")]
    [InlineData(206, "Content-Range: bytes 0-99/100")]
    [InlineData(206, "X-Any: 1")]
    public async Task Collect_UnusualStatusWithTheWholeFile_StoresThePicture(int status, string header) =>
        await StoresAsync(Png, (exchange, _) => exchange.AnswerAsync(status, Png, "Content-Type: image/png", header));

    [Fact]
    public async Task Collect_PartOfAFile_IsNotStored()
    {
        string url = _files.Serve("/a", (exchange, _) => exchange.AnswerAsync(206, Png[..50], "Content-Range: bytes 0-49/100"));
        Assert.Equal(CollectCodes.Truncated, (await _files.FailAsync(url)).Code);
    }

    [Fact]
    public async Task Collect_PngWithAWrongChecksumBesideItsPixels_StoresIt()
    {
        byte[] png = TestImages.Png(100, 100);
        int text = png.AsSpan().IndexOf("test"u8);
        png[text] ^= 1;
        await StoresAsync(png);
    }

    [Fact]
    public async Task Collect_PngWithoutItsEnd_StoresIt() => await StoresAsync(Png[..^12]);

    [Fact]
    public async Task Collect_PngWithoutItsLastPixels_IsDamaged()
    {
        byte[] png = Png;
        int pixels = png.AsSpan().IndexOf("IDAT"u8);
        foreach (int length in (int[])[pixels + 4, pixels + 40, png.Length - 40])
        {
            string url = _files.Serve($"/{length}", png[..length]);
            Assert.Equal(CollectCodes.Damaged, (await _files.FailAsync(url)).Code);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Collect_JpegWithoutItsEndMarker_StoresIt(int missing) => await StoresAsync(Jpeg()[..^missing]);

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(40)]
    public async Task Collect_JpegWithoutItsLastPixels_IsDamaged(int missing)
    {
        string url = _files.Serve("/a", Jpeg()[..^(missing + 2)]);
        Assert.Equal(CollectCodes.Damaged, (await _files.FailAsync(url)).Code);
    }

    [Fact]
    public async Task Collect_FlawThatIsGoneTheSecondTime_StoresTheBetterFile()
    {
        string url = _files.Serve("/a", (exchange, call) => exchange.AnswerAsync(200, call == 1 ? Png[..^12] : Png, "Content-Type: image/png"));
        CollectedFiles collected = await _files.CollectAsync(url);
        Assert.Empty(collected.Notes);
        Assert.Equal(Png.Length, collected.Files.Single().Bytes);
    }

    private async Task StoresAsync(byte[] expected, Func<Seedream.Core.Tests.Support.LoopbackExchange, int, Task>? script = null)
    {
        CollectedFiles collected = await _files.CollectAsync(_files.Serve("/a", script ?? ((exchange, _) => exchange.AnswerAsync(200, expected, "Content-Type: image/png"))));
        Assert.Single(collected.Notes);
        Assert.Equal(expected, (await _files.Images.TryReadAsync("batch/" + collected.Files.Single().Name, default))!.Content.ToArray());
    }

    // Grey, sequential, 16 x 16 blocks: a code of four bits for "no difference" and one of one bit for "no detail" each.
    private static byte[] Jpeg()
    {
        byte[] scan = new byte[16 * 16 * 5 / 8];
        return
        [
            0xFF, 0xD8,
            0xFF, 0xC0, 0, 11, 8, 0, 128, 0, 128, 1, 1, 0x11, 0,
            0xFF, 0xC4, 0, 20, 0x00, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, .. scan, 0xFF, 0xD9,
        ];
    }

    // With the right checksums, for which the preview's tests have no use.
    private static byte[] Summed(byte[] png)
    {
        for (int at = 8; at + 12 <= png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + length), Crc32.HashToUInt32(png.AsSpan(at + 4, 4 + length)));
            at += 12 + length;
        }

        return png;
    }

    private static byte[] Pack(string name, byte[] bytes)
    {
        using MemoryStream packed = new();
        using (Stream packing = name switch { "br" => new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true), "deflate" => new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true), _ => new GZipStream(packed, CompressionMode.Compress, leaveOpen: true) })
            packing.Write(bytes);
        return packed.ToArray();
    }
}
