namespace Seedream.Core.Previewing;

/// <summary>The bits of a JPEG's scan, without the zeros stuffed between them. A marker ends them; zeros follow.</summary>
internal sealed class JpegBits(ReadOnlyMemory<byte> file)
{
    private ulong _bits;
    private int _count;
    private int _past;

    /// <summary>Where the next byte is read.</summary>
    public int Position { get; private set; }

    public void Begin(int position)
    {
        Position = position;
        (_bits, _count, _past) = (0, 0, 0);
    }

    public int Peek16()
    {
        if (_count < 16)
            Fill();
        return (int)(_bits >> (_count - 16)) & 0xFFFF;
    }

    public void Skip(int count)
    {
        _count -= count;
        // Codes may be looked at beyond the end, but not used up.
        if (_count < _past)
            throw new InvalidDataException("its pixels end too soon");
    }

    /// <summary>So many bits, 0–16, as a number.</summary>
    public int Read(int count)
    {
        if (count == 0)
            return 0;
        int bits = Peek16() >> (16 - count);
        Skip(count);
        return bits;
    }

    /// <summary>A signed value of so many bits, the way JPEG writes them.</summary>
    public int ReadSigned(int count)
    {
        int bits = Read(count);
        return count == 0 || bits >= 1 << (count - 1) ? bits : bits - (1 << count) + 1;
    }

    /// <summary>Passes over a restart marker; false when there is none.</summary>
    public bool TryRestart()
    {
        int at = SkipToMarker();
        ReadOnlySpan<byte> bytes = file.Span;
        if (at + 1 >= bytes.Length || bytes[at + 1] is < 0xD0 or > 0xD7)
            return false;
        Begin(at + 2);
        return true;
    }

    /// <summary>Where the next marker begins; the file's end if there is none.</summary>
    public int SkipToMarker()
    {
        ReadOnlySpan<byte> bytes = file.Span;
        int at = Position;
        while (at + 1 < bytes.Length && !(bytes[at] == 0xFF && bytes[at + 1] is not (0x00 or 0xFF)))
            at++;
        return at + 1 < bytes.Length ? at : bytes.Length;
    }

    private void Fill()
    {
        ReadOnlySpan<byte> bytes = file.Span;
        while (_count <= 48)
        {
            int at = Position;
            bool isData = at < bytes.Length && (bytes[at] != 0xFF || (at + 1 < bytes.Length && bytes[at + 1] == 0));
            _bits = (_bits << 8) | (isData ? bytes[at] : 0u);
            _count += 8;
            if (isData)
                Position += bytes[at] == 0xFF ? 2 : 1;
            else
                _past += 8;
        }
    }
}
