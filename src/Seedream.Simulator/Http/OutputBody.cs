using System.Text.Json;
using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Http;

/// <summary>Writes a success's <c>output</c>.</summary>
internal sealed class OutputBody(OutputShape shape)
{
    public void Write(Utf8JsonWriter json, IReadOnlyList<string> urls)
    {
        json.WriteStartObject("output");
        bool single = shape is OutputShape.Both or OutputShape.BothWithVideos || (shape == OutputShape.ImageOrImages && urls.Count == 1);
        if (single && urls.Count > 0) json.WriteString("image", urls[0]);
        if (shape != OutputShape.ImageOrImages || urls.Count != 1) Array(json, "images", urls);
        if (shape == OutputShape.BothWithVideos)
        {
            string[] videos = [.. urls.Select(url => url.Replace("/files/", "/videos/", StringComparison.Ordinal))];
            if (videos.Length > 0) json.WriteString("video", videos[0]);
            Array(json, "videos", videos);
        }
        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, string name, IReadOnlyList<string> urls)
    {
        json.WriteStartArray(name);
        foreach (string url in urls) json.WriteStringValue(url);
        json.WriteEndArray();
    }
}
