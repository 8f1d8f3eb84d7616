using System.Buffers.Binary;
using System.IO.Hashing;

namespace Seedream.Core.Collecting;

/// <summary>
/// PNG: chunk after chunk from IHDR to IEND, each with a correct CRC, and at least one IDAT. Given pixels to watch, it lets pass a
/// wrong CRC of a chunk that holds none, and a missing end once all pixels are there.
/// </summary>
internal sealed class PngStructure(PngPixels? pixels = null) : StreamingImageInspector
{
    private const int Ihdr = 0x49484452;
    private const int Idat = 0x49444154;
    private const int Iend = 0x49454E44;

    // Signature, chunk header (length, type) and CRC are gathered here across buffers; IHDR's 13 bytes besides.
    private readonly byte[] _field = new byte[8];
    private readonly byte[] _header = new byte[13];
    private int _fieldFilled;
    private Step _step;
    private int _type;
    private uint _left;
    private readonly Crc32 _crc = new();
    private bool _hasData;
    private readonly List<string> _flaws = [];
    private bool _mayBeWhole;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private enum Step
    {
        Signature,
        ChunkHeader,
        ChunkData,
        ChunkCrc,
        Ended,
    }

    public override IReadOnlyList<string> Flaws => _flaws;

    public override bool MayBeWhole => _mayBeWhole;

    // A chunk that a reader may skip: the first letter of its type is small.
    private bool IsAncillary => (_type & 0x20000000) != 0;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        while (Fault is null && !bytes.IsEmpty)
        {
            switch (_step)
            {
                case Step.Signature when Gather(ref bytes, 8):
                    _step = Step.ChunkHeader;
                    if (!_field.AsSpan().SequenceEqual(Signature))
                        Fault = "it does not start as a PNG";
                    break;
                case Step.ChunkHeader when Gather(ref bytes, 8):
                    BeginChunk();
                    break;
                case Step.ChunkData:
                    ReadData(ref bytes);
                    break;
                case Step.ChunkCrc when Gather(ref bytes, 4):
                    EndChunk();
                    break;
                case Step.Ended:
                    // Viewers ignore what follows IEND; so does this.
                    return;
                default:
                    // A field still waits for its last bytes, and the buffer is used up.
                    break;
            }
        }
    }

    public override void Complete()
    {
        if (_step == Step.Ended && !_hasData)
            Fault ??= "it has no IDAT chunk";
        else if (_step != Step.Ended)
            Flaw("it ends before its IEND chunk", isTolerable: _hasData);
        // Up to a proper end every chunk with pixels was checked by its own sum.
        if (pixels is not null && Fault is null && _step != Step.Ended && !pixels.AreWhole)
            Fault = $"{string.Join("; ", _flaws)}, and pixels are missing";
    }

    private void Flaw(string what, bool isTolerable)
    {
        if (pixels is not null && isTolerable)
        {
            _flaws.Add(what);
            return;
        }

        if (Fault is null)
            _mayBeWhole = isTolerable;
        Fault ??= what;
    }

    private bool Gather(ref ReadOnlySpan<byte> bytes, int wanted)
    {
        int taken = Math.Min(bytes.Length, wanted - _fieldFilled);
        bytes[..taken].CopyTo(_field.AsSpan(_fieldFilled));
        bytes = bytes[taken..];
        _fieldFilled += taken;
        if (_fieldFilled < wanted)
            return false;
        _fieldFilled = 0;
        return true;
    }

    private void BeginChunk()
    {
        _left = BinaryPrimitives.ReadUInt32BigEndian(_field);
        bool isFirst = _type == 0;
        _type = BinaryPrimitives.ReadInt32BigEndian(_field.AsSpan(4));
        _crc.Reset();
        _crc.Append(_field.AsSpan(4, 4));
        _step = _left == 0 ? Step.ChunkCrc : Step.ChunkData;
        _hasData |= _type == Idat && _left > 0;
        if (isFirst != (_type == Ihdr) || (isFirst && _left != 13))
            Fault = "it does not start with one IHDR chunk";
        else if (_left > int.MaxValue || !IsChunkType(_field.AsSpan(4, 4)))
            Fault = "one of its chunk headers is damaged";
    }

    private void ReadData(ref ReadOnlySpan<byte> bytes)
    {
        int taken = (int)Math.Min((uint)bytes.Length, _left);
        ReadOnlySpan<byte> data = bytes[..taken];
        if (_type == Ihdr)
            data.CopyTo(_header.AsSpan(13 - (int)_left));
        else if (_type == Idat)
            pixels?.Append(data);
        _crc.Append(data);
        _left -= (uint)taken;
        bytes = bytes[taken..];
        if (_left == 0)
            _step = Step.ChunkCrc;
    }

    private void EndChunk()
    {
        if (BinaryPrimitives.ReadUInt32BigEndian(_field) != _crc.GetCurrentHashAsUInt32())
        {
            Flaw("the checksum of one of its chunks is wrong", isTolerable: IsAncillary || _type == Iend);
            if (Fault is not null)
                return;
        }

        if (_type == Ihdr)
            ReadHeader();
        _step = _type == Iend ? Step.Ended : Step.ChunkHeader;
    }

    private void ReadHeader()
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(_header);
        int height = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(4));
        if (width <= 0 || height <= 0)
        {
            Fault = "it has no pixels";
            return;
        }

        Width = width;
        Height = height;
        pixels?.Begin(width, height, _header[8], _header[9], _header[12] != 0);
    }

    private static bool IsChunkType(ReadOnlySpan<byte> type)
    {
        foreach (byte b in type)
        {
            if (!char.IsAsciiLetter((char)b))
                return false;
        }

        return true;
    }
}
