using System.Text.Json.Serialization;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;

namespace Seedream.Core.Conducting;

/// <summary>
/// The numbers a board decides by. They are fixed when a round is planned and travel with it, so that a change of
/// configuration cannot change the past of a running orchestration.
/// </summary>
public sealed record BoardSettings
{
    /// <summary>Most jobs in flight, from submission to stored images.</summary>
    [JsonPropertyName("window")]
    public int Window { get; init; } = 128;

    /// <summary>Most rows per <c>SubmitJobs</c> call.</summary>
    [JsonPropertyName("submit_chunk")]
    public int SubmitChunk { get; init; } = 16;

    /// <summary>Most tickets per <c>CheckJobs</c> call.</summary>
    [JsonPropertyName("check_chunk")]
    public int CheckChunk { get; init; } = 32;

    /// <summary>Most tickets per <c>CollectImages</c> call; small, so that a slow download holds up few others.</summary>
    [JsonPropertyName("collect_chunk")]
    public int CollectChunk { get; init; } = 8;

    /// <summary>Fewer free places than this are not filled at once, but at the latest after <see cref="SubmitDelayMs"/>.</summary>
    [JsonPropertyName("submit_least")]
    public int SubmitLeast { get; init; } = 1;

    [JsonPropertyName("submit_delay_ms")]
    public long SubmitDelayMs { get; init; } = 1_000;

    /// <summary>Finest grid of wake-ups.</summary>
    [JsonPropertyName("grid_ms")]
    public long GridMs { get; init; } = 20;

    /// <summary>Longest time between two looks at one job.</summary>
    [JsonPropertyName("max_interval_ms")]
    public long MaxIntervalMs { get; init; } = 20_000;

    /// <summary>Continue as new after so many durable operations (activity calls and timers); bounds the history.</summary>
    [JsonPropertyName("renew_after")]
    public int RenewAfter { get; init; } = 160;

    /// <summary>How long calls under way may hold up a renewal before they are left to be repeated.</summary>
    [JsonPropertyName("renew_patience_ms")]
    public long RenewPatienceMs { get; init; } = 20_000;

    /// <summary>As configured, for a window of this size.</summary>
    public static BoardSettings From(JobsOptions jobs, WaitingOptions waiting, int window)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(waiting);
        return new BoardSettings
        {
            Window = window,
            // Where calls cost little, a download holds up hardly another.
            CollectChunk = Math.Clamp(jobs.SubmitLeast / 2, 2, 8),
            SubmitLeast = Math.Min(jobs.SubmitLeast, Math.Max(1, window / 8)),
            GridMs = (long)waiting.Grid.TotalMilliseconds,
            MaxIntervalMs = (long)waiting.MaxInterval.TotalMilliseconds,
            RenewAfter = jobs.RenewAfter,
        };
    }
}
