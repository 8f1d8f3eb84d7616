using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>Why a batch submits nothing more.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StopReason>))]
public enum StopReason
{
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>A person cancelled it: queued requests are cancelled at the API, running ones are collected.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>Something that concerns every row: bad token, no balance, budget. What was submitted is collected.</summary>
    [JsonStringEnumMemberName("halted")]
    Halted,
}
