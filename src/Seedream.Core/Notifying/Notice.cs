using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Notifying;

/// <summary>Something people or systems outside are told: small, and without prompts. Input of the <see cref="Notification"/> orchestration.</summary>
public sealed record Notice
{
    /// <summary>The event's id: the same thing told twice has the same id, so that a receiver can tell.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The event's type, for example <c>seedream.batch.completed</c>.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>The batch, job or message it is about.</summary>
    [JsonPropertyName("subject")]
    public required string Subject { get; init; }

    /// <summary>The round of the batch, or of the single job whose outcome is still to be read; null for anything else.</summary>
    [JsonPropertyName("round")]
    public int? Round { get; init; }

    /// <summary>When it happened; null for a batch, whose manifest says it.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>What is told; null for a batch, whose manifest says it.</summary>
    [JsonPropertyName("data")]
    public JsonElement? Data { get; init; }

    /// <summary>An orchestration instance of its own for it: the same notice twice is the same instance.</summary>
    [JsonIgnore]
    public string InstanceId => $"notice.{FileName}";

    /// <summary>The id as part of a name in storage.</summary>
    [JsonIgnore]
    public string FileName => $"{Slug.From(Id, 80, "notice")}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Id)))[..10]}";

    /// <summary>A round of a batch has ended: <c>seedream.batch.&lt;status&gt;</c>.</summary>
    public static Notice ForBatch(BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new Notice
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{result.Batch}.r{result.Round}"),
            Type = $"seedream.batch.{TagValues.Of(result.Status)}",
            Subject = result.Batch,
            Round = result.Round,
        };
    }

    /// <summary>A single job has ended: <c>seedream.job.&lt;outcome&gt;</c>.</summary>
    public static Notice ForJob(string job, JobOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new Notice
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{job}.{Math.Max(1, outcome.Attempt)}"),
            Type = $"seedream.job.{TagValues.Of(outcome.Outcome)}",
            Subject = job,
            Time = outcome.CompletedAt,
            Data = JsonSerializer.SerializeToElement(JobNoticeData.From(job, outcome), NotifyingJson.Default.JobNoticeData),
        };
    }

    /// <summary>A single job has ended, and its outcome is in storage; null for one that was stopped before it was submitted.</summary>
    public static Notice? ForJob(BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        OutcomeKind[] kinds = [.. result.Counts.Where(count => count is { Value: > 0, Key: not OutcomeKind.NotSubmitted }).Select(count => count.Key)];
        return kinds.Length == 0 ? null : new Notice
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{result.Batch}.r{result.Round}"),
            Type = $"seedream.job.{TagValues.Of(kinds[0])}",
            Subject = result.Batch,
            Round = result.Round,
        };
    }

    /// <summary>A round has ended, of a batch or of a single job; null where there is nothing to tell.</summary>
    public static Notice? ForEnd(BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JobId.IsJob(result.Batch) ? ForJob(result) : ForBatch(result);
    }

    /// <summary>A message could not be worked on and was put aside: <c>seedream.message.poisoned</c>.</summary>
    public static Notice ForPoison(PoisonNoticeData poison, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(poison);
        return new Notice
        {
            Id = $"poison.{poison.Queue}.{poison.MessageId}",
            Type = "seedream.message.poisoned",
            Subject = poison.MessageId,
            Time = at,
            Data = JsonSerializer.SerializeToElement(poison, NotifyingJson.Default.PoisonNoticeData),
        };
    }
}
