using System.Buffers.Binary;

namespace Seedream.Core.Collecting;

/// <summary>GIF: the logical screen's size, and the trailer byte at the end.</summary>
internal sealed class GifStructure() : PrefixStructure(10)
{
    private byte _last;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        base.Append(bytes);
        if (!bytes.IsEmpty)
            _last = bytes[^1];
    }

    public override void Complete()
    {
        base.Complete();
        if (_last != 0x3B)
            Fault ??= "it does not end with the GIF trailer";
    }

    protected override void ReadPrefix(ReadOnlySpan<byte> prefix) =>
        SetSize(BinaryPrimitives.ReadUInt16LittleEndian(prefix[6..]), BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]));
}
