using System.Security.Cryptography;

namespace Seedream.Simulator.Pictures;

/// <summary>An image file as the pieces it is sent in; the padding between them is shared by all pictures.</summary>
public sealed class PictureFile
{
    private readonly PictureCore _core;
    private readonly ReadOnlyMemory<byte>[] _rest;

    internal PictureFile(PictureCore core, bool jpeg, long targetBytes)
    {
        _core = core;
        byte[] end = jpeg ? JpegWriter.End() : PngWriter.End();
        _rest = [.. Padding.Blocks(jpeg, targetBytes - core.Bytes.Length - end.Length), end];
        ContentType = jpeg ? "image/jpeg" : "image/png";
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

    private IEnumerable<ReadOnlyMemory<byte>> Damaged(Action<byte[]> damage)
    {
        byte[] core = [.. _core.Bytes];
        damage(core);
        return _rest.Prepend(core);
    }
}
