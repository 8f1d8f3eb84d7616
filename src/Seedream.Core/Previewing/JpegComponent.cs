namespace Seedream.Core.Previewing;

/// <summary>A colour component of a JPEG and the mean (DC coefficient) of each of its 8 × 8 blocks.</summary>
internal sealed class JpegComponent(byte id, int across, int down, byte table)
{
    public byte Id { get; } = id;

    /// <summary>Blocks side by side in a unit of the scan, 1–4.</summary>
    public int Across { get; } = across;

    /// <summary>Blocks above each other in a unit of the scan, 1–4.</summary>
    public int Down { get; } = down;

    /// <summary>Its quantization table, 0–3.</summary>
    public byte Table { get; } = table;

    /// <summary>Blocks that hold pixels of the picture.</summary>
    public int Columns { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Blocks from one row of them to the next.</summary>
    public int Stride { get; private set; }

    public int[] Means { get; private set; } = [];

    public JpegHuffman? Dc { get; set; }

    public JpegHuffman? Ac { get; set; }

    public int Predicted { get; set; }

    public void Lay(int width, int height, int mostAcross, int mostDown, int unitsAcross, int unitsDown)
    {
        Columns = Blocks(width, Across, mostAcross);
        Rows = Blocks(height, Down, mostDown);
        Stride = unitsAcross * Across;
        Means = new int[Stride * unitsDown * Down];
    }

    private static int Blocks(int pixels, int mine, int most) => ((((pixels * mine) + most - 1) / most) + 7) / 8;
}
