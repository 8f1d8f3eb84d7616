using System.Buffers.Binary;

namespace Seedream.Core.Collecting;

/// <summary>
/// Follows the pixels of a JPEG while they stream by, in constant memory, and keeps nothing but their number: tells whether the
/// picture is whole although its end marker is missing. Sequential Huffman coding is read to the last block. Of a progressive
/// picture it is whole when every component has a finished scan of its means, and scans down to the last detail have begun. What
/// is packed in any other way is not judged. Only files with a flaw are looked into like that.
/// </summary>
internal sealed class JpegPixels
{
    private readonly JpegCodes?[] _dc = new JpegCodes?[4];
    private readonly JpegCodes?[] _ac = new JpegCodes?[4];
    private Component[] _components = [];
    private int _width;
    private int _height;
    private bool _isProgressive;
    private JpegScanCount? _scan;
    private Component[] _scanned = [];
    private bool _scansMeans;

    /// <summary>True for the segments that must be told to <see cref="Segment"/>.</summary>
    public static bool Reads(byte marker) => marker is (>= 0xC0 and <= 0xCF) or 0xDA;

    /// <summary>No more comes: true when every pixel was there.</summary>
    public bool AreWhole()
    {
        CountScan();
        return _components.Length > 0 && Array.TrueForAll(_components, component => component.IsWhole || (_isProgressive && component.HasMeans && !component.Detail.Contains(false)));
    }

    /// <summary>A segment of one of the markers that it reads, without marker and length.</summary>
    public void Segment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2 when _components.Length == 0:
                ReadFrame(segment, marker == 0xC2);
                break;
            case 0xC4:
                ReadCodes(segment);
                break;
            case 0xDA:
                BeginScan(segment);
                break;
            default:
                break;
        }
    }

    /// <summary>Bytes of the scan, without the zeros stuffed between them.</summary>
    public void Append(ReadOnlySpan<byte> data) => _scan?.Append(data);

    /// <summary>A restart marker.</summary>
    public void Restart() => _scan?.Restart();

    /// <summary>A marker that ends the scan, if there is one.</summary>
    public void EndScan()
    {
        CountScan();
        if (_scansMeans)
        {
            foreach (Component component in _scanned)
                component.HasMeans = true;
        }

        (_scan, _scanned, _scansMeans) = (null, [], false);
    }

    private void CountScan()
    {
        if (_scan is null || !_scan.IsComplete())
            return;
        foreach (Component component in _scanned)
            component.IsWhole = true;
    }

    private void ReadFrame(ReadOnlySpan<byte> segment, bool isProgressive)
    {
        if (segment.Length < 6 || segment[5] is < 1 or > 4 || segment.Length < 6 + (3 * segment[5]))
            return;
        _isProgressive = isProgressive;
        _height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        _width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        Component[] components = new Component[segment[5]];
        for (int i = 0; i < components.Length; i++)
        {
            byte sampling = segment[7 + (3 * i)];
            components[i] = new Component(segment[6 + (3 * i)], Math.Clamp(sampling >> 4, 1, 4), Math.Clamp(sampling & 15, 1, 4));
        }

        _components = components;
    }

    private void ReadCodes(ReadOnlySpan<byte> segment)
    {
        while (segment.Length >= 17)
        {
            int symbols = 0;
            foreach (byte count in segment.Slice(1, 16))
                symbols += count;
            if (segment.Length < 17 + symbols || (segment[0] & 15) > 3)
                return;
            (segment[0] >> 4 == 0 ? _dc : _ac)[segment[0] & 15] = new JpegCodes(segment.Slice(1, 16), segment.Slice(17, symbols));
            segment = segment[(17 + symbols)..];
        }
    }

    private void BeginScan(ReadOnlySpan<byte> segment)
    {
        int count = segment.Length > 0 ? segment[0] : 0;
        if (count is < 1 or > 4 || segment.Length < 4 + (2 * count))
            return;
        List<Component> scanned = [];
        List<(JpegCodes? Dc, JpegCodes? Ac)> blocks = [];
        for (int i = 0; i < count; i++)
        {
            byte id = segment[1 + (2 * i)];
            if (Array.Find(_components, component => component.Id == id) is not { } found)
                return;
            byte tables = segment[2 + (2 * i)];
            scanned.Add(found);
            for (int block = 0; block < (count == 1 ? 1 : found.Across * found.Down); block++)
                blocks.Add((_dc[(tables >> 4) & 3], _ac[tables & 3]));
        }

        (int from, int to, int low) = (segment[1 + (2 * count)], segment[2 + (2 * count)], segment[3 + (2 * count)] & 15);
        _scanned = [.. scanned];
        _scansMeans = from == 0;
        if (!_isProgressive)
            _scan = new JpegScanCount(blocks, count == 1 ? Blocks(scanned[0]) : Units());
        else if (low == 0)
            scanned.ForEach(component => component.Detail.AsSpan(Math.Min(from, 64), Math.Clamp(to + 1 - from, 0, 64 - Math.Min(from, 64))).Fill(true));
    }

    private long Units() => Parts(_width, 8 * _components.Max(component => component.Across)) * Parts(_height, 8 * _components.Max(component => component.Down));

    // A scan of one component has the blocks that hold pixels, whatever the others' sampling.
    private long Blocks(Component component) =>
        Parts(Parts(_width * component.Across, _components.Max(other => other.Across)), 8) * Parts(Parts(_height * component.Down, _components.Max(other => other.Down)), 8);

    private static long Parts(long size, int part) => (size + part - 1) / part;

    private sealed class Component(byte id, int across, int down)
    {
        public byte Id => id;

        public int Across => across;

        public int Down => down;

        public bool IsWhole { get; set; }

        public bool HasMeans { get; set; }

        public bool[] Detail { get; } = new bool[64];
    }
}
