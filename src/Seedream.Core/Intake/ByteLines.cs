using System.Buffers;

namespace Seedream.Core.Intake;

/// <summary>The lines of a stream of UTF-8 as bytes, ended by LF, CR or CR LF, one at a time in a buffer that is used again.</summary>
internal sealed class ByteLines(Stream source, int maxLength) : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int start;
    private int end;
    private bool ended;
    private bool afterCarriageReturn;

    /// <summary>The line without its end; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>1-based number of <see cref="Line"/>.</summary>
    public int Number { get; private set; }

    /// <summary>Moves to the next line; false after the last. Raises <see cref="InvalidDataException"/> for a line longer than allowed.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        int searched = start;
        while (true)
        {
            if (afterCarriageReturn && start < end)
            {
                if (buffer[start] == (byte)'\n')
                    start++;
                afterCarriageReturn = false;
                searched = start;
            }

            int at = buffer.AsSpan(searched, end - searched).IndexOfAny((byte)'\n', (byte)'\r');
            if (at >= 0)
            {
                Take(searched + at);
                afterCarriageReturn = buffer[searched + at] == (byte)'\r';
                start++;
                return true;
            }

            if (end - start > maxLength)
                throw new InvalidDataException("The line is longer than allowed");
            if (ended)
            {
                if (start == end)
                    return false;
                Take(end);
                return true;
            }

            MakeRoom();
            searched = end;
            int read = await source.ReadAsync(buffer.AsMemory(end), cancellationToken);
            end += read;
            ended = read == 0;
        }
    }

    public void Dispose()
    {
        byte[] rented = buffer;
        buffer = [];
        start = end = 0;
        ended = true;
        if (rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private void Take(int lineEnd)
    {
        Line = buffer.AsMemory(start..lineEnd);
        start = lineEnd;
        Number++;
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start..end).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }
}
