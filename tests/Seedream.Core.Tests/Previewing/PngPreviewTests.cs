using Seedream.Core.Previewing;

namespace Seedream.Core.Tests.Previewing;

public class PngPreviewTests
{
    private static readonly byte[] Palette = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255];

    [Fact]
    public async Task Read_TrueColor_IsThePicture()
    {
        byte[] png = TestPng.Write(40, 30, color: 2, depth: 8, (x, y) => [x * 6, y * 8, x ^ y]);

        Raster picture = await ReadAsync(png);

        Assert.Equal((40, 30), (picture.Width, picture.Height));
        for (int y = 0; y < 30; y++)
        {
            for (int x = 0; x < 40; x++)
                Assert.Equal(new byte[] { (byte)(x * 6), (byte)(y * 8), (byte)(x ^ y) }, Pixel(picture, x, y));
        }
    }

    [Theory]
    [InlineData(6, 8, new[] { 200, 100, 50, 255 }, new byte[] { 200, 100, 50 })]
    [InlineData(6, 8, new[] { 200, 100, 50, 0 }, new byte[] { 255, 255, 255 })]
    [InlineData(6, 16, new[] { 200, 100, 50, 255 }, new byte[] { 200, 100, 50 })]
    [InlineData(2, 16, new[] { 200, 100, 50 }, new byte[] { 200, 100, 50 })]
    [InlineData(0, 8, new[] { 77 }, new byte[] { 77, 77, 77 })]
    [InlineData(0, 16, new[] { 77 }, new byte[] { 77, 77, 77 })]
    [InlineData(0, 4, new[] { 15 }, new byte[] { 255, 255, 255 })]
    [InlineData(0, 1, new[] { 1 }, new byte[] { 255, 255, 255 })]
    [InlineData(4, 8, new[] { 77, 255 }, new byte[] { 77, 77, 77 })]
    [InlineData(3, 8, new[] { 1 }, new byte[] { 255, 0, 0 })]
    [InlineData(3, 2, new[] { 3 }, new byte[] { 255, 255, 255 })]
    [InlineData(3, 8, new[] { 9 }, new byte[] { 0, 0, 0 })]
    public async Task Read_EveryKind_HasItsColor(int color, int depth, int[] sample, byte[] expected)
    {
        // Index 3 of the palette cannot be seen.
        byte[] png = TestPng.Write(13, 7, color, depth, (_, _) => sample, color == 3 ? Palette : null, color == 3 ? [255, 255, 255, 0] : null);

        Raster picture = await ReadAsync(png);

        Assert.Equal(expected, Pixel(picture, 12, 6));
        Assert.Equal(expected, Pixel(picture, 0, 0));
    }

    [Fact]
    public async Task Read_LargePicture_IsTheMeanOfItsBoxes()
    {
        // Columns of black and white in turn are grey from afar.
        byte[] png = TestPng.Write(2560, 1280, color: 0, depth: 8, (x, _) => [x % 2 * 255]);

        Raster picture = await ReadAsync(png);

        Assert.Equal((640, 320), (picture.Width, picture.Height));
        Assert.All(picture.Pixels, value => Assert.InRange(value, 127, 128));
    }

    [Theory]
    [InlineData(16_385, 1)]
    [InlineData(0, 10)]
    [InlineData(16_000, 16_000)]
    [InlineData(-5, 10)]
    public async Task Make_SizeOfNoImage_HasNoPreview(int width, int height)
    {
        byte[] png = TestPng.Write(8, 8, color: 2, depth: 8, (_, _) => [1, 2, 3]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);

        Assert.Null(await PreviewImage.TryMakeAsync(new MemoryStream(png), CancellationToken.None));
    }

    [Fact]
    public async Task Make_CutOrChangedAnywhere_NeverFails()
    {
        byte[] png = TestPng.Write(60, 50, color: 6, depth: 8, (x, y) => [x, y, x + y, 255 - x]);
        Random random = new(7);
        for (int round = 0; round < 400; round++)
        {
            byte[] hostile = [.. png];
            for (int change = 0; change < 1 + (round % 4); change++)
                hostile[random.Next(hostile.Length)] = (byte)random.Next(256);

            // A preview or none, but no exception of another kind.
            await PreviewImage.TryMakeAsync(new MemoryStream(hostile), CancellationToken.None);
            Assert.Null(await PreviewImage.TryMakeAsync(new MemoryStream(png[..random.Next(png.Length - 60)]), CancellationToken.None));
        }
    }

    [Fact]
    public async Task Make_Interlaced_HasNoPreview()
    {
        byte[] png = TestPng.Write(8, 8, color: 2, depth: 8, (_, _) => [1, 2, 3], interlace: 1);

        Assert.Null(await PreviewImage.TryMakeAsync(new MemoryStream(png), CancellationToken.None));
    }

    [Fact]
    public async Task Make_SomethingElse_HasNoPreview()
    {
        Assert.Null(await PreviewImage.TryMakeAsync(new MemoryStream("GIF89a and more"u8.ToArray()), CancellationToken.None));
        Assert.Null(await PreviewImage.TryMakeAsync(new MemoryStream([1, 2]), CancellationToken.None));
    }

    private static async Task<Raster> ReadAsync(byte[] png)
    {
        MemoryStream file = new(png) { Position = 8 };
        return await PngPreview.ReadAsync(file, CancellationToken.None);
    }

    private static byte[] Pixel(Raster picture, int x, int y) => picture.Pixels[(3 * ((y * picture.Width) + x))..(3 * ((y * picture.Width) + x + 1))];
}
