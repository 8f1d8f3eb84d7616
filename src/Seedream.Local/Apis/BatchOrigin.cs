using System.Text.Json.Serialization;
using Seedream.Core.RunComfy;
using Seedream.Local.Configuration;

namespace Seedream.Local.Apis;

/// <summary>
/// Which API a batch was begun with. Its request ids mean something there only, so it cannot go on elsewhere, and
/// placeholder pictures never mix with paid ones.
/// </summary>
internal sealed record BatchOrigin
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("kind")]
    public required ApiKind Kind { get; init; }

    /// <summary>The API's address; null for the built-in simulator.</summary>
    [JsonPropertyName("base_url")]
    public string? BaseUrl { get; init; }

    public static BatchOrigin Of(ApiKind kind, Engine engine) =>
        new() { Kind = kind, BaseUrl = kind == ApiKind.Api ? engine.Get<RunComfyOptions>().BaseUrl.ToString() : null };
}
