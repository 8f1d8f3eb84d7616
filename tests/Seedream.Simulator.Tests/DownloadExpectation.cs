using System.IO.Compression;
using System.Net.Http.Headers;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Tests;

/// <summary>What is odd about a download, by fault, and whether the picture is whole all the same.</summary>
internal static class DownloadExpectation
{
    public static void Check(Fault fault, Observation seen)
    {
        HttpContentHeaders headers = seen.Response!.Content.Headers;
        ContentRangeHeaderValue? range = headers.ContentRange;
        switch (fault)
        {
            case Fault.Gzip:
                Assert.Equal("gzip", headers.ContentEncoding.Single());
                IsWhole(Decompressed(new GZipStream(new MemoryStream(seen.Body), CompressionMode.Decompress)));
                break;
            case Fault.Brotli:
                Assert.Equal("br", headers.ContentEncoding.Single());
                IsWhole(Decompressed(new BrotliStream(new MemoryStream(seen.Body), CompressionMode.Decompress)));
                break;
            case Fault.Status201 or Fault.Status203:
                IsWhole(seen.Body);
                break;
            case Fault.PartialWhole:
                Assert.Equal((0, seen.Body.Length - 1, seen.Body.Length), (range!.From, range.To, range.Length));
                IsWhole(seen.Body);
                break;
            case Fault.PartialHalf:
                Assert.Equal((0, seen.Body.Length - 1), (range!.From, range.To));
                Assert.InRange(range.Length!.Value, 2 * seen.Body.Length, (2 * seen.Body.Length) + 1);
                break;
            case Fault.JpegWithoutEnd:
                Assert.Equal([0xFF, 0xD8], seen.Body[..2]);
                Assert.NotEqual([0xFF, 0xD9], seen.Body[^2..]);
                break;
            case Fault.PngWithoutEnd:
                Assert.Equal(-1, seen.Body.AsSpan().IndexOf("IEND"u8));
                IsWhole([.. seen.Body, .. Pictures.PngWriter.End()]);
                break;
            case Fault.PngBadAncillary:
                PngFile png = PngFile.Read(seen.Body);
                Assert.Equal((1, 65L * 48), (png.BadChunks, png.PixelBytes));
                break;
            case Fault.CutInPixels:
                Assert.True(seen.Body.AsSpan().IndexOf("IDAT"u8) > 0);
                Assert.ThrowsAny<ArgumentException>(() => PngFile.Read(seen.Body));
                break;
        }
    }

    private static void IsWhole(byte[] bytes) => Assert.Equal((64, 48, 0), (PngFile.Read(bytes).Width, PngFile.Read(bytes).Height, PngFile.Read(bytes).BadChunks));

    private static byte[] Decompressed(Stream stream)
    {
        using (stream)
        {
            var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        }
    }
}
