using System.Text.Json.Serialization;

namespace Seedream.Api.Files;

/// <summary>An image in a batch's folder, and what its row says.</summary>
public sealed record ImageDocument
{
    [JsonPropertyName("row")]
    public required int Row { get; init; }

    /// <summary>The row's own id.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The start of the prompt, 300 characters at most.</summary>
    [JsonPropertyName("prompt")]
    public required string Prompt { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("content_type")]
    public required string ContentType { get; init; }

    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    [JsonPropertyName("width")]
    public int? Width { get; init; }

    [JsonPropertyName("height")]
    public int? Height { get; init; }

    [JsonPropertyName("sha256")]
    public required string Sha256 { get; init; }

    /// <summary>Which of its row's images it is, counted from 1.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    /// <summary>Images of its row.</summary>
    [JsonPropertyName("of")]
    public required int Of { get; init; }

    /// <summary>When it was stored.</summary>
    [JsonPropertyName("stored_at")]
    public required DateTimeOffset StoredAt { get; init; }
}
