using System.IO.Compression;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Pictures;

namespace Seedream.Simulator.Http;

/// <summary>How a file is sent: its bytes, whole or damaged, and the headers about them.</summary>
internal sealed record Delivery(IReadOnlyList<ReadOnlyMemory<byte>> Pieces)
{
    private const int OversizedBytes = 33 << 20;

    public int Status { get; private init; } = 200;

    public string? Encoding { get; private init; }

    public string? Range { get; private init; }

    /// <summary>Bytes that are declared.</summary>
    public long Length { get; private init; } = LengthOf(Pieces);

    /// <summary>Bytes that are sent; fewer than declared where the connection breaks off.</summary>
    public long Sent { get; private init; } = LengthOf(Pieces);

    public static Delivery Of(PictureFile file, Fault? fault)
    {
        var whole = new Delivery([.. file.Pieces]);
        long half = file.Length / 2;
        return fault switch
        {
            Fault.Corrupt => new Delivery([.. file.Corrupted()]),
            Fault.BitFlip => new Delivery([.. file.BitFlipped()]),
            Fault.JpegWithoutEnd or Fault.PngWithoutEnd => new Delivery([.. file.WithoutEnd()]),
            Fault.PngBadAncillary => new Delivery([.. file.BadAncillary()]),
            Fault.CutInPixels => new Delivery([file.CutInPixels()]),
            Fault.Oversized => new Delivery([.. file.Pieces, .. Padding.Blocks(jpeg: false, OversizedBytes)]) { Length = OversizedBytes, Sent = OversizedBytes },
            Fault.ShortFile => whole with { Length = half, Sent = half },
            Fault.Truncated or Fault.ResetMidResponse => whole with { Sent = half },
            Fault.Gzip => new Delivery([Compressed(file, stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))]) { Encoding = "gzip" },
            Fault.Brotli => new Delivery([Compressed(file, stream => new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true))]) { Encoding = "br" },
            Fault.Status201 => whole with { Status = 201 },
            Fault.Status203 => whole with { Status = 203 },
            Fault.PartialWhole => whole with { Status = 206, Range = $"bytes 0-{file.Length - 1}/{file.Length}" },
            Fault.PartialHalf => whole with { Status = 206, Range = $"bytes 0-{half - 1}/{file.Length}", Length = half, Sent = half },
            _ => whole,
        };
    }

    private static long LengthOf(IReadOnlyList<ReadOnlyMemory<byte>> pieces) => pieces.Sum(piece => (long)piece.Length);

    private static ReadOnlyMemory<byte> Compressed(PictureFile file, Func<Stream, Stream> compression)
    {
        using var memory = new MemoryStream();
        using (Stream compressed = compression(memory))
        {
            foreach (ReadOnlyMemory<byte> piece in file.Pieces) compressed.Write(piece.Span);
        }
        return memory.ToArray();
    }
}
