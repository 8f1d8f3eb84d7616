using System.Buffers.Binary;

namespace Seedream.Core.Previewing;

/// <summary>What stands in a PNG before its pixels.</summary>
internal sealed class PngHeader
{
    private PngHeader(ReadOnlySpan<byte> ihdr)
    {
        Width = BinaryPrimitives.ReadInt32BigEndian(ihdr);
        Height = BinaryPrimitives.ReadInt32BigEndian(ihdr[4..]);
        Depth = ihdr[8];
        Color = ihdr[9];
        PictureSize.Check(Width, Height);
        Channels = Color switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw new InvalidDataException("its colour type is none") };
        bool isDepth = Color switch { 0 => Depth is 1 or 2 or 4 or 8 or 16, 3 => Depth is 1 or 2 or 4 or 8, _ => Depth is 8 or 16 };
        if (!isDepth || ihdr[10] != 0 || ihdr[11] != 0 || ihdr[12] != 0)
            throw new InvalidDataException("it is interlaced, or packed in a way that is not decoded");
    }

    public int Width { get; }

    public int Height { get; }

    public int Depth { get; }

    public int Color { get; }

    public int Channels { get; }

    public int RowBytes => (int)((((long)Width * Channels * Depth) + 7) / 8);

    /// <summary>How far back a filter looks: whole bytes of a pixel.</summary>
    public int PixelBytes => Math.Max(1, Channels * Depth / 8);

    /// <summary>Red, green, blue of each index; of no index beyond its end.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>Opacity of each index of the palette.</summary>
    public byte[] Opacity { get; private set; } = [];

    /// <summary>Reads up to the first byte of pixels.</summary>
    public static async Task<PngHeader> ReadAsync(PngChunks chunks, CancellationToken cancellationToken)
    {
        PngHeader? header = null;
        for (int count = 0; count < 1_000 && await chunks.NextAsync(cancellationToken); count++)
        {
            switch (chunks.Type)
            {
                case PngChunks.Ihdr when header is null:
                    header = new PngHeader(await chunks.ReadAsync(13, cancellationToken));
                    break;
                case PngChunks.Plte when header is not null:
                    header.Palette = await chunks.ReadAsync(Math.Min(chunks.Left, 768), cancellationToken);
                    break;
                case PngChunks.Trns when header is { Color: 3 }:
                    header.Opacity = await chunks.ReadAsync(Math.Min(chunks.Left, 256), cancellationToken);
                    break;
                case PngChunks.Idat when header is not null:
                    return header;
                default:
                    break;
            }
        }

        throw new InvalidDataException("it has no pixels");
    }
}
