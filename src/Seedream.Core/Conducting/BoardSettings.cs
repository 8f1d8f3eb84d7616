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

    /// <summary>As <see cref="SubmitLeast"/>, while jobs are known to be queued at the API; the larger of the two counts.</summary>
    [JsonPropertyName("submit_least_queued")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SubmitLeastQueued { get; init; }

    /// <summary>As <see cref="SubmitDelayMs"/>, while jobs are known to be queued at the API; the larger of the two counts.</summary>
    [JsonPropertyName("submit_delay_queued_ms")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long SubmitDelayQueuedMs { get; init; }

    /// <summary>Finest grid of wake-ups.</summary>
    [JsonPropertyName("grid_ms")]
    public long GridMs { get; init; } = 20;

    /// <summary>The same for a share's last few jobs, for which everything else waits; 0 for no difference.</summary>
    [JsonPropertyName("last_grid_ms")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long LastGridMs { get; init; }

    /// <summary>Longest time between two looks at one job.</summary>
    [JsonPropertyName("max_interval_ms")]
    public long MaxIntervalMs { get; init; } = 20_000;

    /// <summary>Never asks for a result before the status has said that it is there.</summary>
    [JsonPropertyName("status_first")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool StatusFirst { get; init; }

    /// <summary>Continue as new after so many durable operations (activity calls and timers); bounds the history.</summary>
    [JsonPropertyName("renew_after")]
    public int RenewAfter { get; init; } = 160;

    /// <summary>How long calls under way may hold up a renewal before they are left to be repeated.</summary>
    [JsonPropertyName("renew_patience_ms")]
    public long RenewPatienceMs { get; init; } = 20_000;

    /// <summary>Free places that are filled at once.</summary>
    public int Least(bool apiIsBusy) => apiIsBusy ? Math.Max(SubmitLeast, SubmitLeastQueued) : SubmitLeast;

    /// <summary>How long fewer wait for company.</summary>
    public long DelayMs(bool apiIsBusy) => apiIsBusy ? Math.Max(SubmitDelayMs, SubmitDelayQueuedMs) : SubmitDelayMs;

    /// <summary>As they are for the last few jobs.</summary>
    public BoardSettings ForTheLast() => LastGridMs > 0 ? this with { GridMs = LastGridMs } : this;

    /// <summary>As configured, for a window of this size.</summary>
    public static BoardSettings From(JobsOptions jobs, WaitingOptions waiting, int window)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(waiting);
        // A job by itself has no company to wait for, and often a person who waits; nor have the last ones of a batch.
        long grid = (long)waiting.Grid.TotalMilliseconds, alone = Math.Min(grid, 1_000);
        return new BoardSettings
        {
            Window = window,
            SubmitChunk = jobs.ChunkSize,
            CheckChunk = jobs.ChunkSize * 2,
            // Where calls cost little, a download holds up hardly another.
            CollectChunk = jobs.SubmitLeast == 1 ? 2 : jobs.ChunkSize,
            SubmitLeast = Math.Min(jobs.SubmitLeast, Math.Max(1, window / 8)),
            // Where wake-ups are dear, company is waited for until the next one, and for some more while the API has enough to do.
            SubmitDelayMs = Math.Max(1_000, grid),
            SubmitLeastQueued = jobs.SubmitLeast == 1 ? 0 : Math.Min(jobs.SubmitLeast, Math.Max(1, window * 3 / 8)),
            SubmitDelayQueuedMs = jobs.SubmitLeast == 1 ? 0 : 3 * grid,
            GridMs = window == 1 ? alone : grid,
            LastGridMs = window == 1 || alone == grid ? 0 : alone,
            MaxIntervalMs = (long)waiting.MaxInterval.TotalMilliseconds,
            StatusFirst = waiting.StatusFirst,
            RenewAfter = jobs.RenewAfter,
        };
    }
}
