using System.Buffers.Binary;

namespace Seedream.Core.Collecting;

/// <summary>WebP: the size from the first chunk (VP8, VP8L or VP8X), and the length the RIFF header promises.</summary>
internal sealed class WebPStructure() : PrefixStructure(30)
{
    private long _promised;

    public override void Complete()
    {
        base.Complete();
        if (Length < _promised)
            Fault ??= $"it ends after {Length} of {_promised} bytes";
    }

    protected override void ReadPrefix(ReadOnlySpan<byte> prefix)
    {
        _promised = 8L + BinaryPrimitives.ReadUInt32LittleEndian(prefix[4..]);
        ReadOnlySpan<byte> chunk = prefix[12..];
        ReadOnlySpan<byte> data = chunk[8..];
        if (chunk.StartsWith("VP8X"u8))
        {
            SetSize(1 + ReadUInt24(data[4..]), 1 + ReadUInt24(data[7..]));
        }
        else if (chunk.StartsWith("VP8L"u8) && data[0] == 0x2F)
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            SetSize(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }
        else if (chunk.StartsWith("VP8 "u8) && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            SetSize(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
        }
        else
        {
            Fault ??= "its first chunk is no WebP image";
        }
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
