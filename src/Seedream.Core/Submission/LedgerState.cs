using System.Text.Json.Serialization;

namespace Seedream.Core.Submission;

/// <summary>How far a submission is known to have gone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerState>))]
public enum LedgerState
{
    /// <summary>Somebody is about to submit, or was when they died.</summary>
    [JsonStringEnumMemberName("reserved")]
    Reserved,

    /// <summary>Accepted: the request id is known.</summary>
    [JsonStringEnumMemberName("submitted")]
    Submitted,

    /// <summary>Certainly not accepted: may be submitted again.</summary>
    [JsonStringEnumMemberName("released")]
    Released,

    /// <summary>May or may not have been accepted.</summary>
    [JsonStringEnumMemberName("uncertain")]
    Uncertain,
}
