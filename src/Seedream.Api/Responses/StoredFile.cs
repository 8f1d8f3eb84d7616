using Seedream.Core.Storage;

namespace Seedream.Api.Responses;

/// <summary>A file of the images container, ready to be served.</summary>
/// <param name="Store">Where it is.</param>
/// <param name="Info">What is known of it.</param>
/// <param name="Tag">Its strong entity tag, quoted.</param>
internal sealed record StoredFile(IObjectStore Store, ObjectInfo Info, string Tag)
{
    /// <summary>Its name without folders.</summary>
    public string FileName => Info.Name[(Info.Name.LastIndexOf('/') + 1)..];

    /// <summary>To the second, as HTTP has it.</summary>
    public DateTimeOffset Modified => new(Info.LastModified.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    /// <summary>How long it may be kept unasked. Images are written once, but a retry may write them again.</summary>
    public string CacheControl { get; init; } = "private, no-cache";

    /// <summary>Save it rather than show it.</summary>
    public bool AsDownload { get; init; }

    /// <summary>What it is called when saved.</summary>
    public string DownloadName { get; init; } = "";
}
