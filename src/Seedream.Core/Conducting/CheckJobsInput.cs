using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Input of <c>CheckJobs</c>: tickets that are due for a look.</summary>
public sealed record CheckJobsInput
{
    [JsonPropertyName("share")]
    public required BatchShare Share { get; init; }

    [JsonPropertyName("tickets")]
    public required IReadOnlyList<Ticket> Tickets { get; init; }
}
