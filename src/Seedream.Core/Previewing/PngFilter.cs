namespace Seedream.Core.Previewing;

/// <summary>Takes a PNG row's filter off.</summary>
internal static class PngFilter
{
    /// <param name="filter">0–4; raises <see cref="InvalidDataException"/> for any other.</param>
    /// <param name="row">The row; becomes what it was.</param>
    /// <param name="above">The row above, already without filter; zeros above the first.</param>
    /// <param name="pixel">Bytes of a pixel.</param>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        switch (filter)
        {
            case 0:
                return;
            case 1:
                for (int i = pixel; i < row.Length; i++)
                    row[i] += row[i - pixel];
                return;
            case 2:
                for (int i = 0; i < row.Length; i++)
                    row[i] += above[i];
                return;
            case 3:
                for (int i = 0; i < row.Length; i++)
                    row[i] += (byte)(((i < pixel ? 0 : row[i - pixel]) + above[i]) / 2);
                return;
            case 4:
                for (int i = 0; i < Math.Min(pixel, row.Length); i++)
                    row[i] += above[i];
                for (int i = pixel; i < row.Length; i++)
                    row[i] += Paeth(row[i - pixel], above[i], above[i - pixel]);
                return;
            default:
                throw new InvalidDataException("one of its rows has a filter that does not exist");
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        int toLeft = Math.Abs(above - corner);
        int toAbove = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + above - corner - corner);
        return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
    }
}
