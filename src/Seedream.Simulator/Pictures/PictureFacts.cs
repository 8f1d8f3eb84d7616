namespace Seedream.Simulator.Pictures;

/// <summary>What a picture says about itself, in its pixels and in its metadata (PNG <c>tEXt</c>, JPEG comment).</summary>
/// <param name="RequestId">The request that made it.</param>
/// <param name="Marker">The client's marker, or the hash of the input.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="PromptHash">The prompt's SHA-256 in hex, cut to 16 digits.</param>
/// <param name="Index">0 for the first image of the request.</param>
/// <param name="Count">Images of the request.</param>
public sealed record PictureFacts(string RequestId, string Marker, string Prompt, string PromptHash, int Index, int Count)
{
    /// <summary>The pairs written into the file, ASCII only.</summary>
    internal IEnumerable<(string Key, string Value)> Metadata() =>
    [
        ("Software", "Seedream.Simulator"),
        ("Request-Id", RequestId),
        ("Marker", Ascii(Marker)),
        ("Prompt-Hash", PromptHash),
        ("Image", $"{Index + 1}/{Count}"),
    ];

    private static string Ascii(string text) =>
        new([.. text.Take(200).Select(c => c is >= ' ' and <= '~' ? c : '?')]);
}
