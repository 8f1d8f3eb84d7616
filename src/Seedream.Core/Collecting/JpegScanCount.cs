namespace Seedream.Core.Collecting;

/// <summary>Counts the units of a sequential scan while its bytes stream by.</summary>
/// <param name="blocks">The code tables of each block of a unit.</param>
/// <param name="wanted">Units that make the picture.</param>
internal sealed class JpegScanCount(IReadOnlyList<(JpegCodes? Dc, JpegCodes? Ac)> blocks, long wanted)
{
    // A code and the value that follows it have 16 bits each at most.
    private const int MostBits = 32;

    private ulong _bits;
    private int _count;
    private int _place;
    private int _block;
    private long _units;
    private bool _isBroken;

    public void Append(ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            if (_isBroken || _units >= wanted)
                return;
            _bits = (_bits << 8) | b;
            _count += 8;
            while (_count >= MostBits && !_isBroken)
                Step();
        }
    }

    /// <summary>Bits left over at a restart marker are padding.</summary>
    public void Restart()
    {
        Drain();
        (_bits, _count, _place, _block) = (0, 0, 0, 0);
    }

    /// <summary>No more bytes come: true when every unit was there.</summary>
    public bool IsComplete()
    {
        Drain();
        return _units >= wanted;
    }

    // The last bits are fewer than a code may have: zeros are put behind them, which must not be used up.
    private void Drain()
    {
        if (_count >= MostBits)
            return;
        _bits <<= MostBits;
        _count += MostBits;
        while (_count > MostBits && _units < wanted && !_isBroken)
        {
            long before = _units;
            Step();
            if (_count < MostBits)
            {
                _units = before;
                break;
            }
        }

        (_bits, _count) = (0, 0);
    }

    private void Step()
    {
        (JpegCodes? dc, JpegCodes? ac) = blocks[_block];
        bool isMean = _place == 0;
        if ((isMean ? dc : ac)?.Find((int)(_bits >> (_count - 16)) & 0xFFFF) is not { Length: > 0 } code)
        {
            _isBroken = true;
            return;
        }

        int size = isMean ? Math.Min(16, (int)code.Symbol) : code.Symbol & 15;
        _count -= code.Length + size;
        if (isMean)
            _place = 1;
        else if (size == 0 && code.Symbol != 0xF0)
            _place = 64;
        else
            _place += (code.Symbol >> 4) + 1;
        if (_place < 64)
            return;
        _place = 0;
        if (++_block < blocks.Count)
            return;
        _block = 0;
        _units++;
    }
}
