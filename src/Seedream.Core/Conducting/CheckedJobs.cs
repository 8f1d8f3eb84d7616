using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Output of <c>CheckJobs</c>.</summary>
public sealed record CheckedJobs
{
    /// <summary>The tickets as they stand now, those that ended left out.</summary>
    [JsonPropertyName("tickets")]
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];

    [JsonPropertyName("ended")]
    public IReadOnlyList<EndedJob> Ended { get; init; } = [];

    [JsonPropertyName("note")]
    public string? Note { get; init; }

    [JsonPropertyName("stop")]
    public StopReason Stop { get; init; }
}
