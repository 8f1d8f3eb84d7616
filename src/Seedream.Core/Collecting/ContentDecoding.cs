using System.IO.Compression;

namespace Seedream.Core.Collecting;

/// <summary>
/// Undoes a <c>Content-Encoding</c> that nobody asked for: gzip, br, deflate. The bytes win over the header: what is an image
/// as it comes is left as it is, and what is gzip without saying so is unpacked.
/// </summary>
internal static class ContentDecoding
{
    private const int MostLayers = 3;

    /// <summary>The file's own bytes, and what is odd about how they came.</summary>
    /// <param name="body">As received.</param>
    /// <param name="declared">The encodings the server names, in the order in which it applied them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<(Stream Stream, string? Note)> OpenAsync(CountedBody body, IEnumerable<string> declared, CancellationToken cancellationToken)
    {
        string[] names = [.. declared.SelectMany(name => name.Split(',')).Select(name => name.Trim().ToLowerInvariant()).Where(name => name is not ("" or "identity"))];
        ReadOnlyMemory<byte> head = await body.PeekAsync(FormatDetection.HeadLength, cancellationToken);
        bool isGzip = head.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        if (names.Length == 0 && !isGzip)
            return (body, null);
        if (FormatDetection.Detect(head.Span, declaredType: null) is not null)
            return (body, $"the server says '{string.Join(", ", names)}', and sent the file as it is");
        if (names.Length == 0)
            names = ["gzip"];
        if (names.Length > MostLayers || Array.Exists(names, name => !CanUndo(name)))
            return (body, null);
        Stream stream = body;
        foreach (string name in names.Reverse())
            stream = Undo(name, stream);
        return (stream, $"it came packed ('{string.Join(", ", names)}') though that was not asked for");
    }

    private static bool CanUndo(string name) => name is "gzip" or "x-gzip" or "br" or "deflate";

    private static Stream Undo(string name, Stream packed) => name switch
    {
        "br" => new BrotliStream(packed, CompressionMode.Decompress),
        "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
        _ => new GZipStream(packed, CompressionMode.Decompress),
    };
}
