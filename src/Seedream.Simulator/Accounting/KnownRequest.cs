using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seedream.Simulator.Accounting;

/// <summary>A request that the simulator is told of, rather than sent: accepted earlier, perhaps by another simulator of the same seed.</summary>
public sealed record KnownRequest
{
    /// <summary>Its id, <c>[A-Za-z0-9_-]{1,128}</c>.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; set; }

    /// <summary>The body as it was posted.</summary>
    [JsonPropertyName("input")]
    public required JsonElement Input { get; set; }

    /// <summary><c>queued</c>, <c>running</c> (both take their place in line like any other), <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    [JsonPropertyName("state")]
    public string State { get; set; } = "succeeded";

    /// <summary>What it cost in USD; null for what a success costs by the options, and nothing for the rest.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; set; }

    /// <summary>The model; null for the one of the options.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; set; }

    /// <summary>The client's marker (it is in the pictures); null for one made of the id.</summary>
    [JsonPropertyName("marker")]
    public string? Marker { get; set; }

    /// <summary>The token of its owner, where any token is accepted.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; set; }

    /// <summary>When it was accepted; null for when it became known.</summary>
    [JsonPropertyName("accepted_at")]
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>When it finished; null for when it was accepted. Only of what has finished.</summary>
    [JsonPropertyName("finished_at")]
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>How many images it has; null for what the input asks for.</summary>
    [JsonPropertyName("images")]
    public int? Images { get; set; }

    /// <summary>A generation fault (docs/simulator.md) that struck it, such as <c>gone</c>.</summary>
    [JsonPropertyName("fault")]
    public string? Fault { get; set; }

    /// <summary>Reads requests from JSON: an array of them, or an object with <c>requests</c>.</summary>
    /// <exception cref="InvalidDataException">The JSON is something else; the message says where.</exception>
    public static IReadOnlyList<KnownRequest> Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            JsonElement list = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.GetProperty("requests") : document.RootElement;
            IReadOnlyList<KnownRequest?> requests = list.Deserialize(BooksJson.Default.IReadOnlyListKnownRequest) ?? throw new JsonException("The list is null.");
            return [.. requests.Select(request => request ?? throw new JsonException("A request is null."))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"Not a list of known requests: {e.Message}", e);
        }
    }
}
