using System.Text.Json.Serialization;

namespace Seedream.Core.Outcomes;

/// <summary>The final word on a job.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeKind>))]
public enum OutcomeKind
{
    /// <summary>Its images are in storage.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>Final, with an error code and the vendor's message.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Cancelled at the API while still queued there.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>Our deadline passed; the request id is kept and can still be collected without paying.</summary>
    [JsonStringEnumMemberName("timed_out")]
    TimedOut,

    /// <summary>The submission may or may not have been accepted; never repeated unless told to.</summary>
    [JsonStringEnumMemberName("uncertain")]
    Uncertain,

    /// <summary>The batch was halted or cancelled before this row's turn.</summary>
    [JsonStringEnumMemberName("not_submitted")]
    NotSubmitted,

    /// <summary>Rejected at intake, never submitted.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}
