namespace Seedream.Core.Intake;

/// <summary>Whether a file is JSON, told from its name and its first characters.</summary>
internal static class JsonText
{
    public static bool IsJsonLines(ReadOnlySpan<byte> start, string fileName) =>
        fileName.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ||
        fileName.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) ||
        Trim(start) is [(byte)'{', ..];

    /// <summary>What the file is when it is JSON but not JSON Lines, in words; else null.</summary>
    public static string? DescribeWholeDocument(ReadOnlySpan<byte> start, string fileName)
    {
        ReadOnlySpan<byte> text = Trim(start);
        if (text is [(byte)'[', .. var rest] && (fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || Trim(rest) is [(byte)'{', ..]))
            return "one JSON array";
        int lineEnd = text.IndexOfAny((byte)'\n', (byte)'\r');
        return lineEnd > 0 && text[..lineEnd].TrimEnd(" \t"u8) is [(byte)'{'] ? "one JSON document spread over lines" : null;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8);
}
