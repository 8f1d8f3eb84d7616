using System.IO.Compression;
using Seedream.Api.Responses;

namespace Seedream.Api.WebConsole;

/// <summary>A file of the console, also compressed, where that makes it smaller.</summary>
internal sealed class ConsoleFile
{
    public ConsoleFile(string contentType, byte[] content)
    {
        ContentType = contentType;
        Content = content;
        Tag = EntityTag.Of(content);
        byte[] packed = Compress(content);
        Brotli = packed.Length < content.Length ? packed : null;
    }

    public string ContentType { get; }

    public byte[] Content { get; }

    public byte[]? Brotli { get; }

    /// <summary>Strong entity tag of the content as it is, quoted.</summary>
    public string Tag { get; }

    /// <summary>That of the compressed form, which is another representation.</summary>
    public string BrotliTag => $"{Tag[..^1]}-br\"";

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(content);
        return packed.ToArray();
    }
}
