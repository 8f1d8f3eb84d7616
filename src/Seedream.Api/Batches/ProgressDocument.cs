using System.Text.Json.Serialization;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;

namespace Seedream.Api.Batches;

/// <summary>How far the round under way is. Numbers are jobs, some seconds old.</summary>
public sealed record ProgressDocument
{
    /// <summary>When the numbers were true.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("finished")]
    public required int Finished { get; init; }

    [JsonPropertyName("submitting")]
    public required int Submitting { get; init; }

    /// <summary>Waiting in the API's queue or being generated.</summary>
    [JsonPropertyName("generating")]
    public required int Generating { get; init; }

    [JsonPropertyName("collecting")]
    public required int Collecting { get; init; }

    /// <summary>Ended under the current host, by outcome.</summary>
    [JsonPropertyName("ended")]
    public required IReadOnlyDictionary<OutcomeKind, int> Ended { get; init; }

    /// <summary>Jobs per second; absent until some have ended.</summary>
    [JsonPropertyName("jobs_per_second")]
    public double? JobsPerSecond { get; init; }

    /// <summary>Seconds until the last row ends, at that rate; absent while unknown.</summary>
    [JsonPropertyName("eta_seconds")]
    public double? EtaSeconds { get; init; }

    /// <summary>Why nothing is being submitted just now.</summary>
    [JsonPropertyName("note")]
    public string? Note { get; init; }

    public static ProgressDocument From(RoundProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return new ProgressDocument
        {
            At = progress.At,
            Finished = progress.Finished,
            Submitting = progress.Submitting,
            Generating = progress.Generating,
            Collecting = progress.Collecting,
            Ended = progress.Ended,
            JobsPerSecond = progress.JobsPerSecond is { } rate ? Math.Round(rate, 3) : null,
            EtaSeconds = progress.Remaining is { } left ? Math.Round(left.TotalSeconds, 1) : null,
            Note = progress.Note,
        };
    }
}
