using Seedream.Core.Previewing;

namespace Seedream.Core.Tests.Previewing;

public class JpegPreviewTests
{
    [Fact]
    public void Read_WhatWasWritten_HasTheColorsOfItsBlocks()
    {
        byte[] jpeg = JpegWriter.Write(Patches(160, 96));

        Raster small = JpegPreview.Read(jpeg, CancellationToken.None);

        Assert.Equal((20, 12), (small.Width, small.Height));
        for (int y = 0; y < 12; y++)
        {
            for (int x = 0; x < 20; x++)
                Alike(ColorOf(x / 2, y / 2), small.Pixels.AsSpan(3 * ((y * 20) + x), 3).ToArray());
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(17, 9)]
    [InlineData(640, 3)]
    public void Read_OddSizes_AreWhole(int width, int height)
    {
        Raster gray = new(width, height, [.. Enumerable.Repeat((byte)90, 3 * width * height)]);

        Raster small = JpegPreview.Read(JpegWriter.Write(gray), CancellationToken.None);

        Assert.Equal(((width + 7) / 8, (height + 7) / 8), (small.Width, small.Height));
        Assert.All(small.Pixels, value => Assert.InRange(value, 86, 94));
    }

    [Fact]
    public void Read_Progressive_PutsTheMeansOfItsScansTogether()
    {
        byte[] jpeg = TestJpeg.Progressive(means: [-64, -1, 0, 5, 37, 100], columns: 3);

        Raster small = JpegPreview.Read(jpeg, CancellationToken.None);

        Assert.Equal((3, 2), (small.Width, small.Height));
        Assert.Equal([64, 127, 128, 133, 165, 228], small.Pixels.Where((_, i) => i % 3 == 0).Select(value => (int)value));
    }

    [Fact]
    public async Task Make_OfAJpeg_IsAJpegThatCanBeReadAgain()
    {
        byte[] jpeg = JpegWriter.Write(Patches(320, 160));

        byte[] preview = (await PreviewImage.TryMakeAsync(new MemoryStream(jpeg), CancellationToken.None))!;

        Assert.Equal((5, 3), (JpegPreview.Read(preview, CancellationToken.None).Width, JpegPreview.Read(preview, CancellationToken.None).Height));
    }

    [Fact]
    public async Task Make_CutOrChangedAnywhere_NeverFails()
    {
        byte[][] files = [JpegWriter.Write(Patches(120, 80)), TestJpeg.Progressive([.. Enumerable.Range(-50, 100)], columns: 10)];
        Random random = new(11);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] hostile = [.. files[round % 2]];
            for (int change = 0; change < 1 + (round % 5); change++)
                hostile[random.Next(2, hostile.Length)] = (byte)random.Next(256);

            // A preview or none, but no exception of another kind.
            await PreviewImage.TryMakeAsync(new MemoryStream(hostile), CancellationToken.None);
            await PreviewImage.TryMakeAsync(new MemoryStream(hostile[..random.Next(hostile.Length)]), CancellationToken.None);
        }
    }

    [Fact]
    public async Task Make_WithoutEndOrPixels_HasNoPreview()
    {
        byte[] jpeg = JpegWriter.Write(Patches(64, 64));

        Assert.Null(await PreviewImage.TryMakeAsync(new MemoryStream(jpeg[..^120]), CancellationToken.None));
        Assert.Null(await PreviewImage.TryMakeAsync(new MemoryStream([0xFF, 0xD8, 0xFF, 0xD9, 0, 0, 0, 0, 0]), CancellationToken.None));
    }

    private static Raster Patches(int width, int height)
    {
        byte[] pixels = new byte[3 * width * height];
        for (int at = 0; at < width * height; at++)
            ColorOf(at % width / 16, at / width / 16).CopyTo(pixels, 3 * at);
        return new Raster(width, height, pixels);
    }

    private static byte[] ColorOf(int x, int y) => [(byte)(20 + (x * 37 % 200)), (byte)(30 + (y * 41 % 190)), (byte)(40 + ((x + y) * 29 % 180))];

    private static void Alike(byte[] expected, byte[] found)
    {
        for (int c = 0; c < 3; c++)
            Assert.InRange(found[c], expected[c] - 12, expected[c] + 12);
    }
}
