using System.Buffers;

namespace Seedream.Core.Intake;

/// <summary>The lines of a stream of UTF-8 as bytes, ended by LF, CR or CR LF, one at a time in a buffer that is used again.</summary>
internal sealed class ByteLines(Stream source, int maxLength) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private bool _ended;
    private bool _afterCarriageReturn;

    /// <summary>The line without its end; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>1-based number of <see cref="Line"/>.</summary>
    public int Number { get; private set; }

    /// <summary>Moves to the next line; false after the last. Raises <see cref="InvalidDataException"/> for a line longer than allowed.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        int searched = _start;
        while (true)
        {
            if (_afterCarriageReturn && _start < _end)
            {
                if (_buffer[_start] == (byte)'\n')
                    _start++;
                _afterCarriageReturn = false;
                searched = _start;
            }

            int at = _buffer.AsSpan(searched, _end - searched).IndexOfAny((byte)'\n', (byte)'\r');
            if (at >= 0)
            {
                Take(searched + at);
                _afterCarriageReturn = _buffer[searched + at] == (byte)'\r';
                _start++;
                return true;
            }

            if (_end - _start > maxLength)
                throw new InvalidDataException("The line is longer than allowed");
            if (_ended)
            {
                if (_start == _end)
                    return false;
                Take(_end);
                return true;
            }

            MakeRoom();
            searched = _end;
            int read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            _ended = read == 0;
        }
    }

    public void Dispose()
    {
        byte[] rented = _buffer;
        _buffer = [];
        _start = _end = 0;
        _ended = true;
        if (rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private void Take(int lineEnd)
    {
        Line = _buffer.AsMemory(_start..lineEnd);
        _start = lineEnd;
        Number++;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
