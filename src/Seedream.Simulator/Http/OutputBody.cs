using System.Text.Json;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Http;

/// <summary>Writes a success's <c>output</c>.</summary>
internal sealed class OutputBody(OutputShape shape)
{
    /// <param name="json">Where to write.</param>
    /// <param name="urls">The files.</param>
    /// <param name="again">The same files with another query.</param>
    /// <param name="video">Whether they are videos.</param>
    /// <param name="fault">A fault that asks for another shape.</param>
    public void Write(Utf8JsonWriter json, IReadOnlyList<string> urls, IReadOnlyList<string> again, bool video, Fault? fault)
    {
        OutputShape wanted = fault switch
        {
            Fault.OutputText => OutputShape.Bare,
            Fault.OutputList => OutputShape.BareArray,
            Fault.SameFileTwice => OutputShape.SameFileTwice,
            Fault.ImageWithVideos => OutputShape.ImageWithVideos,
            _ => shape,
        };
        if (fault == Fault.BlankUrls) urls = [.. urls.Select(url => $"  {url}\r\n\t")];
        json.WritePropertyName("output");
        if (wanted == OutputShape.BareArray || (wanted == OutputShape.Bare && urls.Count != 1)) Values(json, urls);
        else if (wanted == OutputShape.Bare) json.WriteStringValue(urls[0]);
        else if (video) Video(json, urls);
        else Images(json, wanted, urls, again);
    }

    private static void Images(Utf8JsonWriter json, OutputShape shape, IReadOnlyList<string> urls, IReadOnlyList<string> again)
    {
        bool one = shape is OutputShape.ImageOrImages or OutputShape.ImageWithVideos && urls.Count == 1;
        bool single = one || shape is OutputShape.Both or OutputShape.BothWithVideos or OutputShape.SameFileTwice;
        json.WriteStartObject();
        if (single && urls.Count > 0) json.WriteString("image", urls[0]);
        if (!one) Array(json, "images", shape == OutputShape.SameFileTwice ? again : urls);
        if (shape is OutputShape.BothWithVideos or OutputShape.ImageWithVideos)
        {
            string[] videos = [.. urls.Select(url => url.Replace("/files/", "/videos/", StringComparison.Ordinal))];
            if (shape == OutputShape.BothWithVideos && videos.Length > 0) json.WriteString("video", videos[0]);
            Array(json, "videos", videos);
        }
        json.WriteEndObject();
    }

    private static void Video(Utf8JsonWriter json, IReadOnlyList<string> urls)
    {
        json.WriteStartObject();
        if (urls.Count == 1) json.WriteString("video", urls[0]);
        else Array(json, "videos", urls);
        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, string name, IReadOnlyList<string> urls)
    {
        json.WritePropertyName(name);
        Values(json, urls);
    }

    private static void Values(Utf8JsonWriter json, IReadOnlyList<string> urls)
    {
        json.WriteStartArray();
        foreach (string url in urls) json.WriteStringValue(url);
        json.WriteEndArray();
    }
}
