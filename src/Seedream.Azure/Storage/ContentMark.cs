using Seedream.Core.Storage;

namespace Seedream.Azure.Storage;

/// <summary>
/// The content of an outcome as metadata of its blob: one listing then brings five thousand of them, which would be a request
/// each. A blob without it, from an earlier version or copied without its metadata, is read as any other.
/// </summary>
internal static class ContentMark
{
    private const string Key = "content";

    // All metadata of a blob may have 8 KiB.
    private const int MostBytes = 4_500;

    public static Dictionary<string, string>? For(string name, ReadOnlyMemory<byte> content) =>
        StateLayout.IsOutcome(name) && content.Length <= MostBytes ? new(StringComparer.Ordinal) { [Key] = Convert.ToBase64String(content.Span) } : null;

    public static ReadOnlyMemory<byte>? Find(IDictionary<string, string>? metadata)
    {
        if (metadata is null || !metadata.TryGetValue(Key, out string? text))
            return null;
        byte[] content = new byte[text.Length];
        return Convert.TryFromBase64String(text, content, out int length) ? content.AsMemory(0, length) : null;
    }
}
