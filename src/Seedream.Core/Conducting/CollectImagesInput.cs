using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Input of <c>CollectImages</c>: tickets whose generation has finished.</summary>
public sealed record CollectImagesInput
{
    [JsonPropertyName("share")]
    public required BatchShare Share { get; init; }

    [JsonPropertyName("tickets")]
    public required IReadOnlyList<Ticket> Tickets { get; init; }
}
