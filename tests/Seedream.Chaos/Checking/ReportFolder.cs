using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Checking;

/// <summary>The reports of one batch or job, read as anybody outside would read them.</summary>
internal sealed class ReportFolder(IObjectStore images, string folder)
{
    private const string GalleryData = "<script type=\"application/json\" id=\"rows-data\">";

    public async Task<string?> TextAsync(string name) =>
        await images.TryReadAsync(folder + name, CancellationToken.None) is { } stored ? Encoding.UTF8.GetString(stored.Content.Span).TrimStart('\uFEFF') : null;

    public async Task<List<string>> NamesAsync() =>
        await images.ListAsync(folder, CancellationToken.None).Select(found => found.Name[folder.Length..]).ToListAsync();

    public async Task<List<ResultLine>?> ResultsAsync() =>
        await TextAsync("results.jsonl") is { } text ? [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)] : null;

    /// <summary>The cells of a CSV report, the header first.</summary>
    public async Task<List<string[]>?> TableAsync(string name) => await TextAsync(name) is { } text ? Table.Read(text) : null;

    /// <summary>The rows of all pages of the gallery.</summary>
    public async Task<List<ResultLine>> GalleryAsync()
    {
        List<ResultLine> rows = [];
        for (int page = 1; await TextAsync(page == 1 ? "index.html" : FormattableString.Invariant($"gallery-{page}.html")) is { } html; page++)
        {
            int start = html.IndexOf(GalleryData, StringComparison.Ordinal) + GalleryData.Length;
            using JsonDocument data = JsonDocument.Parse(html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)]);
            rows.AddRange(data.RootElement.EnumerateArray().Select(ResultLine.Read));
        }

        return rows;
    }

    public async Task<JsonElement?> ManifestAsync()
    {
        if (await TextAsync("manifest.json") is not { } text)
            return null;
        using JsonDocument manifest = JsonDocument.Parse(text);
        return manifest.RootElement.Clone();
    }

    /// <summary>The hash of what is stored under that name; null if nothing is.</summary>
    public async Task<(string Sha256, long Bytes)?> HashAsync(string name)
    {
        // What another batch paid for lies there: ../<batch>/<file>.
        string path = name.StartsWith("../", StringComparison.Ordinal) ? name[3..] : folder + name;
        if (await images.TryReadAsync(path, CancellationToken.None) is not { } stored)
            return null;
        return (Convert.ToHexStringLower(SHA256.HashData(stored.Content.Span)), stored.Content.Length);
    }

    private static ResultLine Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return ResultLine.Read(document.RootElement);
    }
}
