using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Output of <c>SubmitJobs</c>; every row of the input is in exactly one list, unless the batch stopped.</summary>
public sealed record SubmittedJobs
{
    /// <summary>Submitted, now or earlier.</summary>
    [JsonPropertyName("tickets")]
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];

    /// <summary>Not submitted yet, each with the time to try again.</summary>
    [JsonPropertyName("deferred")]
    public IReadOnlyList<Job> Deferred { get; init; } = [];

    [JsonPropertyName("ended")]
    public IReadOnlyList<EndedJob> Ended { get; init; } = [];

    /// <summary>Submit nothing at all before this time (Unix milliseconds): rate limit, API unreachable, storage trouble.</summary>
    [JsonPropertyName("pause_until")]
    public long PauseUntil { get; init; }

    /// <summary>Why, for people.</summary>
    [JsonPropertyName("note")]
    public string? Note { get; init; }

    [JsonPropertyName("stop")]
    public StopReason Stop { get; init; }
}
