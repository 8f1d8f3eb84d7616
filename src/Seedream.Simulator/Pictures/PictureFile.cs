using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Seedream.Simulator.Pictures;

/// <summary>An image file as the pieces it is sent in; the padding between them is shared by all pictures.</summary>
public sealed class PictureFile
{
    private readonly PictureCore _core;
    private readonly ReadOnlyMemory<byte>[] _rest;

    internal PictureFile(PictureCore core, bool jpeg, long targetBytes)
        : this(core, [.. Padding.Blocks(jpeg, targetBytes - core.Bytes.Length - EndOf(jpeg).Length), EndOf(jpeg)], jpeg ? "image/jpeg" : "image/png")
    {
    }

    internal PictureFile(PictureCore core, ReadOnlyMemory<byte>[] rest, string contentType)
    {
        _core = core;
        _rest = rest;
        ContentType = contentType;
        Length = core.Bytes.Length + _rest.Sum(piece => (long)piece.Length);
    }

    public string ContentType { get; }

    public long Length { get; }

    /// <summary>The pieces that, one after another, are the file.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces => _rest.Prepend(_core.Bytes);

    /// <summary>Hex digits of the file's SHA-256.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<byte> piece in Pieces) hash.AppendData(piece.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A copy whose first bytes are noise: no image at all.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Corrupted() => Damaged(bytes => Seeded.Fill(bytes.AsSpan(0, 64), 1));

    /// <summary>A copy with one wrong bit in the middle of its pixels.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> BitFlipped() => Damaged(bytes => bytes[_core.PixelsAt + (_core.PixelBytes / 2)] ^= 0x10);

    /// <summary>Everything but what ends the file: a JPEG's end marker, a PNG's <c>IEND</c>.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> WithoutEnd() => Pieces.SkipLast(1);

    /// <summary>A PNG whose first chunk of text has a wrong checksum.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> BadAncillary() => Damaged(bytes =>
    {
        int text = bytes.AsSpan().IndexOf("tEXt"u8);
        int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(text - 4));
        bytes[text + 4 + length] ^= 0xFF;
    });

    /// <summary>The file up to the middle of its pixels.</summary>
    internal ReadOnlyMemory<byte> CutInPixels() => _core.Bytes.AsMemory(0, _core.PixelsAt + (_core.PixelBytes / 2));

    private static byte[] EndOf(bool jpeg) => jpeg ? JpegWriter.End() : PngWriter.End();

    private IEnumerable<ReadOnlyMemory<byte>> Damaged(Action<byte[]> damage)
    {
        byte[] core = [.. _core.Bytes];
        damage(core);
        return _rest.Prepend(core);
    }
}
