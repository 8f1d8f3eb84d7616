using System.Text.Json.Serialization;

namespace Seedream.Core.Notifying;

/// <summary>What is told of a file that was taken in and not run.</summary>
public sealed record FileNoticeData
{
    /// <summary>Its name in the prompts container.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>The batch that its content is.</summary>
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    /// <summary>The name under which that content came first; null where it is unknown.</summary>
    [JsonPropertyName("same_as")]
    public string? SameAs { get; init; }

    /// <summary>Why it was not run, and how to run it anew.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>The run number that makes it anew, and pays anew.</summary>
    [JsonPropertyName("next_run")]
    public required int NextRun { get; init; }
}
