using System.Buffers.Binary;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Pictures;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Tests;

public sealed class PictureTests
{
    public static TheoryData<string, string> Sizes()
    {
        var data = new TheoryData<string, string>();
        foreach (string resolution in ModelSchema.Resolutions)
        {
            data.Add(resolution, "png");
            data.Add(resolution, "jpeg");
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Image_HasTheRequestedPixelsAndARealisticSize(string resolution, string format)
    {
        byte[] bytes = Draw(new SimulatorOptions(), "A fox", resolution, format);
        (int width, int height) = resolution switch { "2K" => (2048, 2048), "3K" => (3072, 3072), _ => Parse(resolution) };
        (double low, double high) = PixelSize.IsThreeK(resolution) ? (9.9e6, 16.1e6) : (4.9e6, 8.1e6);
        double scale = format == "jpeg" ? 0.1 : 1;
        Assert.InRange(bytes.Length, low * scale, high * scale);
        if (format == "jpeg")
        {
            Assert.Equal((width, height), JpegSize(bytes));
            return;
        }
        PngFile png = PngFile.Read(bytes);
        Assert.Equal((width, height, 0, (width + 1L) * height), (png.Width, png.Height, png.BadChunks, png.PixelBytes));
    }

    [Theory]
    [InlineData("2K", "a wide 16:9 street", 2848, 1600)]
    [InlineData("3K", "portrait of a king", 2592, 3456)]
    [InlineData("3K", "a panorama", 4704, 2016)]
    [InlineData("2K", "a fox", 2048, 2048)]
    public void Size_OfAClass_FollowsThePrompt(string resolution, string prompt, int width, int height) =>
        Assert.Equal(new PixelSize(width, height), PixelSize.Of(resolution, prompt));

    [Fact]
    public void Image_SaysWhoseItIs()
    {
        PngFile png = PngFile.Read(Draw(new SimulatorOptions { TinyImages = true }, "A fox", "2K", "png"));
        Assert.Equal((64, 48), (png.Width, png.Height));
        Assert.Equal("row-1", png.Texts["Marker"]);
        Assert.Equal("id-12345678", png.Texts["Request-Id"]);
        Assert.Equal("1/2", png.Texts["Image"]);
    }

    [Fact]
    public void Image_IsTheSameEachTime_AndDiffersByIndexAndPrompt()
    {
        var options = new SimulatorOptions { ImageBytes = 200_000 };
        byte[] image = Draw(options, "A fox", "2K", "jpeg");
        Assert.Equal(image, Draw(options, "A fox", "2K", "jpeg"));
        Assert.NotEqual(image, Draw(options, "A fox", "2K", "jpeg", index: 1));
        Assert.NotEqual(image, Draw(options, "A dog", "2K", "jpeg"));
        Assert.InRange(Draw(options, "A fox", "2K", "png").Length, 197_000, 203_000);
    }

    [Theory]
    [InlineData("a fox", "posters-f7cd2e76ac/17/1", "17")]
    [InlineData("17. A fox", "x", "17")]
    [InlineData("A fox #204", "x", "204")]
    [InlineData("A fox", "batch-ab12/00042", "42")]
    [InlineData("A fox", "row7", "7")]
    [InlineData("A fox", "input-5f2e", null)]
    public void Number_ComesFromPromptOrMarker(string prompt, string marker, string? number) =>
        Assert.Equal(number, Caption.NumberOf(prompt, marker));

    private static byte[] Draw(SimulatorOptions options, string prompt, string resolution, string format, int index = 0)
    {
        var submission = new Submission("id-12345678", "row-1", 1, "{}", new(prompt, resolution, false, 15, format, false)) { Images = 2, Delivered = 2 };
        PictureFile file = new Studio(options).Draw(submission, index);
        byte[] bytes = [.. file.Pieces.SelectMany(piece => piece.ToArray())];
        Assert.Equal(bytes.Length, file.Length);
        return bytes;
    }

    private static (int Width, int Height) Parse(string resolution)
    {
        string[] parts = resolution.Split(' ')[0].Split('x');
        return (int.Parse(parts[0]), int.Parse(parts[1]));
    }

    private static (int Width, int Height) JpegSize(byte[] bytes)
    {
        Assert.Equal([0xFF, 0xD8], bytes[..2]);
        Assert.Equal([0xFF, 0xD9], bytes[^2..]);
        int at = 2;
        while (bytes[at + 1] != 0xC0) at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
        return (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 5)));
    }
}
