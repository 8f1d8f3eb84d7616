using System.Text.Json;

namespace Seedream.Core.RunComfy;

/// <summary>
/// The files that an <c>output</c> names: <c>image</c>, <c>images</c>, then <c>video</c> and <c>videos</c>, each an address, an object
/// with a <c>url</c>, or an array of such; or the output is one of these itself. A file that is named twice is one file.
/// </summary>
internal static class OutputReader
{
    private const int MostUrls = 100;

    public static IReadOnlyList<string> Urls(JsonElement output)
    {
        List<string> urls = [];
        if (output.ValueKind is JsonValueKind.String or JsonValueKind.Array || output.Find("url") is not null)
        {
            Add(output, urls);
            return urls;
        }

        foreach ((string one, string several) in (ReadOnlySpan<(string, string)>)[("image", "images"), ("video", "videos")])
        {
            List<string> single = Read(output, one);
            List<string> group = Read(output, several);
            // Signed twice, one file has two addresses, which differ in the query.
            single.RemoveAll(url => !group.Contains(url, StringComparer.Ordinal) && group.Exists(other => IsSamePath(url, other)));
            foreach (string url in single.Concat(group))
                AddOnce(url, urls);
        }

        return urls;
    }

    private static List<string> Read(JsonElement output, string name)
    {
        List<string> urls = [];
        if (output.Find(name) is { } value)
            Add(value, urls);
        return urls;
    }

    private static void Add(JsonElement value, List<string> urls)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Array)
                    Add(item, urls);
            }
        }
        else
        {
            JsonElement? text = value.ValueKind == JsonValueKind.Object ? value.Find("url") : value;
            if (text?.ValueKind == JsonValueKind.String && text.AsText()?.Trim() is { Length: > 0 } url)
                AddOnce(url, urls);
        }
    }

    private static void AddOnce(string url, List<string> urls)
    {
        if (urls.Count < MostUrls && !urls.Contains(url, StringComparer.Ordinal))
            urls.Add(url);
    }

    private static bool IsSamePath(string one, string other) => PathOf(one).SequenceEqual(PathOf(other));

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> url)
    {
        int end = url.IndexOfAny('?', '#');
        return end < 0 ? url : url[..end];
    }
}
