namespace Seedream.Core.Collecting;

/// <summary>
/// JPEG: marker after marker from SOI to EOI; the size stands in the frame header (SOFn). Given pixels to watch, it lets pass a
/// missing end marker once they are all there.
/// </summary>
internal sealed class JpegStructure(JpegPixels? pixels = null) : StreamingImageInspector
{
    private readonly List<byte> _segment = [];
    private readonly List<string> _flaws = [];
    private bool _mayBeWhole;
    private readonly byte[] _frame = new byte[5];
    private Step _step;
    private byte _marker;
    private int _left;
    private int _frameFilled;
    private bool _hasScan;

    public override IReadOnlyList<string> Flaws => _flaws;

    public override bool MayBeWhole => _mayBeWhole;

    private enum Step
    {
        StartFirst,
        StartSecond,
        MarkerPrefix,
        Marker,
        LengthHigh,
        LengthLow,
        Segment,
        Scan,
        ScanMarker,
        Ended,
    }

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        while (Fault is null && !bytes.IsEmpty)
        {
            switch (_step)
            {
                case Step.Segment:
                    ReadSegment(ref bytes);
                    break;
                case Step.Scan:
                    // Entropy-coded data: only 0xFF means anything.
                    int next = bytes.IndexOf((byte)0xFF);
                    pixels?.Append(next < 0 ? bytes : bytes[..next]);
                    bytes = next < 0 ? [] : bytes[(next + 1)..];
                    if (next >= 0)
                        _step = Step.ScanMarker;
                    break;
                case Step.Ended:
                    return;
                default:
                    Advance(bytes[0]);
                    bytes = bytes[1..];
                    break;
            }
        }
    }

    public override void Complete()
    {
        if (_step == Step.Ended)
        {
            if (Width is null || !_hasScan)
                Fault ??= "it has no image in it";
            return;
        }

        const string missing = "it ends before its end-of-image marker";
        bool isInScan = _step is Step.Scan or Step.ScanMarker or Step.MarkerPrefix && _hasScan && Width is not null;
        if (pixels is null)
            _mayBeWhole = Fault is null && isInScan;
        else if (Fault is null && isInScan && pixels.AreWhole())
            _flaws.Add(missing);
        else
            Fault ??= $"{missing}, and pixels are missing";
        if (_flaws.Count == 0)
            Fault ??= missing;
    }

    private void Advance(byte b)
    {
        switch (_step)
        {
            case Step.StartFirst:
                Expect(b == 0xFF, Step.StartSecond);
                break;
            case Step.StartSecond:
                Expect(b == 0xD8, Step.MarkerPrefix);
                break;
            case Step.MarkerPrefix:
                Expect(b == 0xFF, Step.Marker);
                break;
            case Step.Marker:
                ReadMarker(b);
                break;
            case Step.LengthHigh:
                _left = b << 8;
                _step = Step.LengthLow;
                break;
            case Step.LengthLow:
                _left = (_left | b) - 2;
                _frameFilled = 0;
                Expect(_left >= 0, _left == 0 ? AfterSegment() : Step.Segment);
                break;
            case Step.ScanMarker:
                // 00 is a stuffed byte, D0–D7 restart the coder, FF is fill: the scan goes on.
                if (b is 0x00 or (>= 0xD0 and <= 0xD7))
                    ContinueScan(b);
                else if (b != 0xFF)
                    ReadMarker(b);
                break;
            default:
                throw new InvalidOperationException($"{_step} is handled by {nameof(Append)}");
        }
    }

    private void ContinueScan(byte b)
    {
        _step = Step.Scan;
        if (b == 0x00)
            pixels?.Append([0xFF]);
        else
            pixels?.Restart();
    }

    private void Expect(bool asExpected, Step next)
    {
        _step = next;
        if (!asExpected)
            Fault = "its marker structure is damaged";
    }

    private void ReadMarker(byte marker)
    {
        if (marker == 0xFF)
            return;
        pixels?.EndScan();
        _segment.Clear();
        _marker = marker;
        _step = marker switch
        {
            0xD9 => Step.Ended,
            0x01 or (>= 0xD0 and <= 0xD7) => Step.MarkerPrefix,
            _ => Step.LengthHigh,
        };
        if (marker is 0x00 or 0xD8)
            Fault = "its marker structure is damaged";
    }

    private void ReadSegment(ref ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, _left);
        if (IsFrame && _frameFilled < _frame.Length)
        {
            int copied = Math.Min(taken, _frame.Length - _frameFilled);
            bytes[..copied].CopyTo(_frame.AsSpan(_frameFilled));
            _frameFilled += copied;
        }

        if (pixels is not null && JpegPixels.Reads(_marker))
            _segment.AddRange(bytes[..taken]);
        bytes = bytes[taken..];
        _left -= taken;
        if (_left == 0)
            _step = AfterSegment();
    }

    private bool IsFrame => _marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private Step AfterSegment()
    {
        if (IsFrame && _frameFilled == _frame.Length && Width is null)
            ReadFrame();
        pixels?.Segment(_marker, [.. _segment]);
        if (_marker != 0xDA)
            return Step.MarkerPrefix;
        _hasScan = true;
        return Step.Scan;
    }

    private void ReadFrame()
    {
        int height = (_frame[1] << 8) | _frame[2];
        int width = (_frame[3] << 8) | _frame[4];
        if (width == 0 || height == 0)
        {
            Fault = "it has no pixels";
            return;
        }

        Width = width;
        Height = height;
    }
}
