namespace Seedream.Core.Previewing;

/// <summary>Makes a picture smaller while its rows come in: every pixel of the result is the mean of the box it covers. Memory is that of the result.</summary>
internal sealed class BoxScaler
{
    private readonly int _sourceHeight;
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _column;
    private readonly int[] _widths;
    private readonly uint[] _sums;
    private readonly byte[] _pixels;
    private int _row;
    private int _target;
    private uint _rowsInBox;

    public BoxScaler(int sourceWidth, int sourceHeight)
    {
        _sourceHeight = sourceHeight;
        (_width, _height) = PictureSize.Fit(sourceWidth, sourceHeight);
        _column = new int[sourceWidth];
        _widths = new int[_width];
        for (int x = 0; x < sourceWidth; x++)
        {
            int to = (int)((long)x * _width / sourceWidth);
            _column[x] = 3 * to;
            _widths[to]++;
        }

        _sums = new uint[3 * _width];
        _pixels = new byte[3 * _width * _height];
    }

    /// <summary>The next row: three bytes a pixel.</summary>
    public void Add(ReadOnlySpan<byte> rgb)
    {
        int target = (int)((long)_row++ * _height / _sourceHeight);
        if (target != _target)
            Flush(target);
        int[] column = _column;
        uint[] sums = _sums;
        for (int x = 0, at = 0; x < column.Length; x++, at += 3)
        {
            int to = column[x];
            sums[to] += rgb[at];
            sums[to + 1] += rgb[at + 1];
            sums[to + 2] += rgb[at + 2];
        }

        _rowsInBox++;
    }

    /// <summary>The picture, when every row was added.</summary>
    public Raster Finish()
    {
        Flush(_height);
        return new Raster(_width, _height, _pixels);
    }

    private void Flush(int next)
    {
        Span<byte> row = _pixels.AsSpan(3 * _width * _target, 3 * _width);
        for (int x = 0; x < _width; x++)
        {
            uint share = Math.Max(1, _rowsInBox * (uint)_widths[x]);
            for (int c = 3 * x; c < (3 * x) + 3; c++)
                row[c] = (byte)((_sums[c] + (share / 2)) / share);
        }

        Array.Clear(_sums);
        _rowsInBox = 0;
        _target = next;
    }
}
