using System.Buffers.Binary;

namespace Seedream.Core.Previewing;

/// <summary>
/// A JPEG at an eighth of its size: the mean of each 8 × 8 block is written in the file, so nothing has to be transformed.
/// Baseline and progressive, one or three components of eight bits.
/// </summary>
internal sealed class JpegPreview
{
    private const int MostTables = 128;
    private const int MostScans = 64;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly JpegHuffman?[] _dc = new JpegHuffman?[4];
    private readonly JpegHuffman?[] _ac = new JpegHuffman?[4];
    private readonly int[] _quantum = [1, 1, 1, 1];
    private JpegComponent[] _components = [];
    private int _width;
    private int _height;
    private int _unitsAcross;
    private int _unitsDown;
    private int _restart;
    private int _tables;
    private int _scans;
    private bool _progressive;
    private bool _isRgb;

    private JpegPreview(ReadOnlyMemory<byte> file) => _file = file;

    /// <summary>Raises <see cref="InvalidDataException"/> for what cannot be decoded.</summary>
    public static Raster Read(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        JpegPreview jpeg = new(file);
        jpeg.ReadSegments(cancellationToken);
        if (jpeg._scans == 0)
            throw new InvalidDataException("it has no pixels");
        return JpegMeans.ToRaster(jpeg._components, jpeg._quantum, (jpeg._width + 7) / 8, (jpeg._height + 7) / 8, jpeg._isRgb);
    }

    private void ReadSegments(CancellationToken cancellationToken)
    {
        int at = 2;
        while (at + 4 <= _file.Length)
        {
            ReadOnlySpan<byte> bytes = _file.Span;
            if (bytes[at] != 0xFF)
                throw new InvalidDataException("a marker is missing");
            byte marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == 0xD9)
                return;
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length)
                throw new InvalidDataException("one of its segments is damaged");
            ReadOnlySpan<byte> segment = bytes.Slice(at + 4, length - 2);
            at += 2 + length;
            if (marker == 0xDA)
                at = ReadScan(segment, at, cancellationToken);
            else
                ReadSegment(marker, segment);
        }
    }

    private void ReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                ReadFrame(segment, marker == 0xC2);
                break;
            case 0xC4:
                ReadCodes(segment);
                break;
            case > 0xC2 and <= 0xCF and not 0xC8 and not 0xCC:
                throw new InvalidDataException("it is packed in a way that is not decoded");
            case 0xDB:
                ReadQuanta(segment);
                break;
            case 0xDD when segment.Length >= 2:
                _restart = BinaryPrimitives.ReadUInt16BigEndian(segment);
                break;
            case 0xEE when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                _isRgb = segment[11] == 0;
                break;
            default:
                break;
        }
    }

    private void ReadFrame(ReadOnlySpan<byte> segment, bool progressive)
    {
        if (_components.Length > 0 || segment.Length < 6 || segment[0] != 8 || segment[5] is not (1 or 3) || segment.Length < 6 + (3 * segment[5]))
            throw new InvalidDataException("its frame is none that is decoded");
        _progressive = progressive;
        _height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        _width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        PictureSize.Check(_width, _height);
        JpegComponent[] components = new JpegComponent[segment[5]];
        for (int i = 0; i < components.Length; i++)
        {
            ReadOnlySpan<byte> said = segment.Slice(6 + (3 * i), 3);
            (int across, int down) = (said[1] >> 4, said[1] & 15);
            if (across is < 1 or > 4 || down is < 1 or > 4 || said[2] > 3)
                throw new InvalidDataException("its sampling is none that exists");
            components[i] = components.Length == 1 ? new JpegComponent(said[0], 1, 1, said[2]) : new JpegComponent(said[0], across, down, said[2]);
        }

        int mostAcross = components.Max(component => component.Across);
        int mostDown = components.Max(component => component.Down);
        _unitsAcross = (_width + (8 * mostAcross) - 1) / (8 * mostAcross);
        _unitsDown = (_height + (8 * mostDown) - 1) / (8 * mostDown);
        foreach (JpegComponent component in components)
            component.Lay(_width, _height, mostAcross, mostDown, _unitsAcross, _unitsDown);
        _components = components;
    }

    private void ReadCodes(ReadOnlySpan<byte> segment)
    {
        while (segment.Length >= 17)
        {
            int symbols = 0;
            foreach (byte count in segment.Slice(1, 16))
                symbols += count;
            if (segment.Length < 17 + symbols || (segment[0] & 15) > 3 || segment[0] >> 4 > 1 || ++_tables > MostTables)
                throw new InvalidDataException("one of its code tables is damaged");
            JpegHuffman codes = new(segment.Slice(1, 16), segment.Slice(17, symbols));
            (segment[0] >> 4 == 0 ? _dc : _ac)[segment[0] & 15] = codes;
            segment = segment[(17 + symbols)..];
        }
    }

    private void ReadQuanta(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            bool isWide = segment[0] >> 4 != 0;
            int length = 1 + (isWide ? 128 : 64);
            if (segment.Length < length || (segment[0] & 15) > 3)
                throw new InvalidDataException("one of its quantization tables is damaged");
            _quantum[segment[0] & 15] = isWide ? BinaryPrimitives.ReadUInt16BigEndian(segment[1..]) : segment[1];
            segment = segment[length..];
        }
    }

    // Where the scan's pixels end.
    private int ReadScan(ReadOnlySpan<byte> segment, int at, CancellationToken cancellationToken)
    {
        int count = segment.Length > 0 ? segment[0] : 0;
        if (count is < 1 or > 3 || segment.Length < 4 + (2 * count) || ++_scans > MostScans)
            throw new InvalidDataException("one of its scans is damaged");
        JpegBits bits = new(_file);
        bits.Begin(at);
        if (segment[1 + (2 * count)] == 0)
        {
            (int high, int low) = (segment[3 + (2 * count)] >> 4, segment[3 + (2 * count)] & 15);
            List<JpegComponent> components = [];
            for (int i = 0; i < count; i++)
                components.Add(Choose(segment[1 + (2 * i)], segment[2 + (2 * i)], high));
            if (low > 13 || components.Distinct().Count() != count)
                throw new InvalidDataException("one of its scans is damaged");
            new JpegScanReader(bits, _restart, _progressive, high, low).Read(components, _unitsAcross, _unitsDown, cancellationToken);
        }

        return EndOfScan(bits);
    }

    private JpegComponent Choose(byte id, byte tables, int high)
    {
        JpegComponent component = Array.Find(_components, component => component.Id == id) ?? throw new InvalidDataException("one of its scans is of no component");
        component.Dc = _dc[(tables >> 4) & 3];
        component.Ac = _ac[tables & 3];
        component.Predicted = 0;
        bool hasCodes = component.Dc is not null && (_progressive || component.Ac is not null);
        return hasCodes || high > 0 ? component : throw new InvalidDataException("one of its scans has no code table");
    }

    private static int EndOfScan(JpegBits bits)
    {
        // What detail follows is passed over, restart markers within it too.
        while (bits.TryRestart())
        {
        }

        return bits.SkipToMarker();
    }
}
