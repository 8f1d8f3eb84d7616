using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Seedream.Core.Intake;

/// <summary>
/// A prompt file's bytes as UTF-8, whatever their encoding: counts and hashes what passes, keeps to the size limit and to
/// a fixed memory. A lone surrogate of UTF-16 passes in its three-byte form, so that the row it stands in can be told.
/// </summary>
internal sealed class PromptContent : Stream
{
    private const int ChunkSize = 64 * 1024;

    // A chunk of UTF-16 or Windows-1252 is at most three times as long in UTF-8 per unit of two or one bytes.
    private const int TextSize = ChunkSize * Windows1252.MostBytes + 8;

    private readonly Stream _source;
    private readonly long _maxBytes;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _raw = ArrayPool<byte>.Shared.Rent(ChunkSize);
    private readonly byte[] _text = ArrayPool<byte>.Shared.Rent(TextSize);
    private int _carried;
    private int _textStart;
    private int _textEnd;
    private int _line = 1;
    private bool _nonAscii;
    private bool _ended;

    public PromptContent(Stream source, long maxBytes)
    {
        _source = source;
        _maxBytes = maxBytes;
    }

    public TextEncoding Encoding { get; private set; }

    /// <summary>Bytes read of the file itself.</summary>
    public long RawBytes { get; private set; }

    /// <summary>True once a lone surrogate has passed.</summary>
    public bool HasLoneSurrogates { get; private set; }

    /// <summary>The line from which on Windows-1252 was assumed, if it was.</summary>
    public int? AssumedFromLine { get; private set; }

    /// <summary>The text that is already there, without taking it: the start of the file right after opening.</summary>
    public ReadOnlySpan<byte> Peek => _text.AsSpan(_textStart.._textEnd);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Looks at the start of the file. Raises <see cref="UnreadableFileException"/> when it is too large or no text.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_source.CanSeek && _source.Length - _source.Position > _maxBytes)
            throw TooLarge(_maxBytes, _source.Length - _source.Position);
        int available = 0;
        // As much as there is room for: separator and format are told from the start of the file, and a start that ends where
        // the network happened to pause would make another file of it.
        while (!_ended && available < ChunkSize)
            available = await ReadRawAsync(cancellationToken);
        Begin(_raw.AsSpan(0, available));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_textStart == _textEnd)
        {
            if (_ended)
                return 0;
            await FillAsync(cancellationToken);
        }

        int length = Math.Min(buffer.Length, _textEnd - _textStart);
        _text.AsMemory(_textStart, length).CopyTo(buffer);
        _textStart += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Prompt files are read asynchronously");

    /// <summary>Reads what is left without looking at it, so that count and hash cover the whole file.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (!_ended)
        {
            _carried = 0;
            await ReadRawAsync(cancellationToken);
        }

        _textStart = _textEnd = 0;
    }

    /// <summary>SHA-256 of the bytes read so far, lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _textEnd >= 0)
        {
            _textStart = _textEnd = -1;
            _ended = true;
            _hash.Dispose();
            ArrayPool<byte>.Shared.Return(_raw);
            ArrayPool<byte>.Shared.Return(_text);
        }

        base.Dispose(disposing);
    }

    private static UnreadableFileException TooLarge(long maxBytes, long? length) => new(ProblemCodes.TooManyBytes, string.Create(
        CultureInfo.InvariantCulture, $"Expected a file of at most {maxBytes:N0} bytes, found {(length is null ? "more" : $"{length:N0}")}"));

    private void Begin(ReadOnlySpan<byte> start)
    {
        (Encoding, int mark) = ContentKind.Detect(start);
        if (Encoding is TextEncoding.Utf8 or TextEncoding.Utf8WithMark && ContentKind.NameBinary(start[mark..]) is { } kind)
            throw new UnreadableFileException(ProblemCodes.NotText, $"Expected CSV or JSON Lines text, found {kind}");
        start[mark..].CopyTo(_raw);
        Decode(start.Length - mark);
    }

    private async Task FillAsync(CancellationToken cancellationToken) => Decode(await ReadRawAsync(cancellationToken));

    // Appends to what is carried over and returns how much there is then.
    private async ValueTask<int> ReadRawAsync(CancellationToken cancellationToken)
    {
        int read = await _source.ReadAsync(_raw.AsMemory(_carried, ChunkSize - _carried), cancellationToken);
        _ended = read == 0;
        RawBytes += read;
        if (RawBytes > _maxBytes)
            throw TooLarge(_maxBytes, null);
        _hash.AppendData(_raw, _carried, read);
        _carried += read;
        return _carried;
    }

    private void Decode(int available)
    {
        ReadOnlySpan<byte> bytes = _raw.AsSpan(0, available);
        _textStart = _textEnd = 0;
        int used = Encoding switch
        {
            TextEncoding.Utf16LittleEndian or TextEncoding.Utf16BigEndian => DecodeUtf16(bytes),
            TextEncoding.Windows1252 => DecodeWindows1252(bytes),
            _ => DecodeUtf8(bytes),
        };
        _line += _text.AsSpan(0, _textEnd).Count((byte)'\n');
        bytes[used..].CopyTo(_raw);
        _carried = available - used;
    }

    private int DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        int whole = _ended ? bytes.Length : bytes.Length - IncompleteTail(bytes);
        int valid = Ascii.IsValid(bytes[..whole]) || Utf8.IsValid(bytes[..whole]) ? whole : ValidPrefix(bytes[..whole]);
        bytes[..valid].CopyTo(_text);
        _textEnd = valid;
        _nonAscii = _nonAscii || !Ascii.IsValid(bytes[..valid]);
        if (valid == whole)
            return valid;
        int at = _line + bytes[..valid].Count((byte)'\n');
        if (_nonAscii || Encoding == TextEncoding.Utf8WithMark)
        {
            throw new UnreadableFileException(ProblemCodes.DamagedText, string.Create(
                CultureInfo.InvariantCulture, $"Expected UTF-8 text like before, found the byte 0x{bytes[valid]:X2} on line {at}"), at);
        }

        // Only ASCII so far, which reads the same in both.
        Encoding = TextEncoding.Windows1252;
        AssumedFromLine = at;
        return valid + DecodeWindows1252(bytes[valid..]);
    }

    private int DecodeWindows1252(ReadOnlySpan<byte> bytes)
    {
        _textEnd += Windows1252.ToUtf8(bytes, _text.AsSpan(_textEnd));
        return bytes.Length;
    }

    private int DecodeUtf16(ReadOnlySpan<byte> bytes)
    {
        if (_ended && bytes.Length % 2 == 1)
            throw new UnreadableFileException(ProblemCodes.DamagedText, "Expected UTF-16 text, found an odd number of bytes: the file is cut off");
        byte[] units = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            Span<short> native = MemoryMarshal.Cast<byte, short>(units.AsSpan(0, bytes.Length / 2 * 2));
            bytes[..(native.Length * 2)].CopyTo(MemoryMarshal.AsBytes(native));
            if (Encoding == TextEncoding.Utf16BigEndian == BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(native, native);
            return DecodeUnits(MemoryMarshal.Cast<short, char>(native)) * 2;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(units);
        }
    }

    private int DecodeUnits(ReadOnlySpan<char> units)
    {
        int used = 0;
        while (true)
        {
            OperationStatus status = Utf8.FromUtf16(units[used..], _text.AsSpan(_textEnd), out int read, out int written, replaceInvalidSequences: false, isFinalBlock: _ended);
            used += read;
            _textEnd += written;
            if (status != OperationStatus.InvalidData)
                return used;
            HasLoneSurrogates = true;
            char unit = units[used++];
            _text[_textEnd++] = (byte)(0xE0 | unit >> 12);
            _text[_textEnd++] = (byte)(0x80 | unit >> 6 & 0x3F);
            _text[_textEnd++] = (byte)(0x80 | unit & 0x3F);
        }
    }

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        int valid = 0;
        while (valid < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[valid..];
            int ascii = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii != 0)
                valid += ascii < 0 ? rest.Length : ascii;
            else if (Rune.DecodeFromUtf8(rest, out _, out int length) == OperationStatus.Done)
                valid += length;
            else
                break;
        }

        return valid;
    }

    // Bytes at the end that may be the start of a character whose rest comes with the next chunk.
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            byte b = bytes[^back];
            if ((b & 0xC0) == 0x80)
                continue;
            int needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
            return needed > back ? back : 0;
        }

        return 0;
    }
}
