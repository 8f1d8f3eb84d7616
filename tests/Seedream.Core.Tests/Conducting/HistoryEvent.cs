using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seedream.Core.Tests.Conducting;

/// <summary>A line of a recorded history. One of its kinds of event is set.</summary>
internal sealed record HistoryEvent
{
    /// <summary>Unix milliseconds.</summary>
    [JsonPropertyName("at")]
    public long At { get; init; }

    /// <summary>Number of the call or timer within its instance.</summary>
    [JsonPropertyName("id")]
    public int Id { get; init; }

    /// <summary>The instance began with this input.</summary>
    [JsonPropertyName("started")]
    public JsonElement? Started { get; init; }

    /// <summary>It called this activity, with <see cref="Input"/>.</summary>
    [JsonPropertyName("called")]
    public string? Called { get; init; }

    [JsonPropertyName("input")]
    public JsonElement? Input { get; init; }

    /// <summary>The call's answer.</summary>
    [JsonPropertyName("output")]
    public JsonElement? Output { get; init; }

    /// <summary>It set a timer.</summary>
    [JsonPropertyName("timer_until")]
    public long? TimerUntil { get; init; }

    [JsonPropertyName("timer_fired")]
    public bool TimerFired { get; init; }

    /// <summary>It returned this.</summary>
    [JsonPropertyName("progress")]
    public JsonElement? Progress { get; init; }

    /// <summary>And begins anew with this.</summary>
    [JsonPropertyName("continued_as_new")]
    public JsonElement? ContinuedAsNew { get; init; }
}
