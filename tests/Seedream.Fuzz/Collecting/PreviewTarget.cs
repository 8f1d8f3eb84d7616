using System.Buffers.Binary;
using System.IO.Compression;
using Seedream.Core.Collecting;
using Seedream.Core.Previewing;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Intake;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Collecting;

/// <summary>Images that previews are made of: sound ones, damaged ones, and ones that promise more than they have.</summary>
internal sealed class PreviewTarget : IFuzzTarget
{
    public string Name => "preview";

    // What the largest picture that is decoded needs: the means of its blocks, two of its rows, and the preview.
    public long MostAllocated(long inputBytes) => 64_000_000 + (40 * inputBytes);

    public async Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        bool isPng = dice.OneIn(2);
        (int width, int height) = (dice.Between(1, 40), dice.Between(1, 40));
        byte[] image = isPng ? Png(dice, width, height) : Jpeg(dice, width, height);
        bool isSound = dice.OneIn(8);
        if (!isSound && !isPng && dice.OneIn(6))
            Promise(dice, image);
        if (!isSound)
            image = Mutation.Always(dice, image, dice.Between(1, 4));
        fuzz.Input("image", image);
        byte[]? preview = await PreviewImage.TryMakeAsync(new PieceStream(image, dice.OneIn(3) ? dice.Between(1, 50) : int.MaxValue), CancellationToken.None);
        Expect.That(preview is not null || !isSound, "a sound image has no preview");
        if (preview is null)
            return;
        Expect.That(preview.Length is > 100 and < 2_000_000, $"a preview of {preview.Length} bytes");
        StreamingImageInspector inspector = StreamingImageInspector.For(MediaFormat.Jpeg);
        inspector.Append(preview);
        inspector.Complete();
        Expect.That(inspector.Fault is null, $"the preview is no JPEG: {inspector.Fault}");
        Expect.That(inspector.Width is > 0 and <= 640 && inspector.Height is > 0 and <= 640, $"the preview has {inspector.Width} x {inspector.Height} pixels");
        _ = JpegPreview.Read(preview, CancellationToken.None);
    }

    private static byte[] Jpeg(Dice dice, int width, int height)
    {
        byte[] pixels = new byte[3 * width * height];
        dice.Fill(pixels);
        return JpegWriter.Write(new Raster(width, height, pixels));
    }

    // A frame that promises more than there is, or another kind of packing.
    private static void Promise(Dice dice, byte[] jpeg)
    {
        int frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg[frame + 1] = dice.Of<byte>(0xC0, 0xC1, 0xC2, 0xC3, 0xC9);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), (ushort)dice.Below(0x10000));
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), (ushort)dice.Below(0x10000));
    }

    private static byte[] Png(Dice dice, int width, int height)
    {
        (byte color, byte[] depths) = dice.Of<(byte, byte[])>((0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]));
        byte depth = dice.Of<byte>(depths);
        int channels = color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        byte[] packed = new byte[(((width * channels * depth) + 7) / 8 + 1) * height];
        dice.Fill(packed);
        for (int row = 0; row < height; row++)
            packed[row * (packed.Length / height)] = (byte)dice.Below(5);
        using MemoryStream zip = new();
        using (ZLibStream pack = new(zip, CompressionLevel.Fastest, leaveOpen: true))
            pack.Write(packed);
        List<byte> png = [.. PngStructure.Signature];
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, color);
        Chunk(png, "IHDR"u8, header);
        if (color == 3)
            Chunk(png, "PLTE"u8, new byte[3 * dice.Between(1, 256)]);
        if (dice.OneIn(3))
            Chunk(png, "tRNS"u8, new byte[dice.Below(300)]);
        foreach (byte[] part in zip.ToArray().Chunk(dice.Between(1, 400)))
            Chunk(png, "IDAT"u8, part);
        Chunk(png, "IEND"u8, []);
        return [.. png];
    }

    private static void Chunk(List<byte> png, ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        // Checksums were looked at when the file was collected.
        png.AddRange([.. number, .. type, .. data, 0, 0, 0, 0]);
    }
}
