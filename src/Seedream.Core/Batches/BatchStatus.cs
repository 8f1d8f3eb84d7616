using System.Text.Json.Serialization;

namespace Seedream.Core.Batches;

/// <summary>Where a batch stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchStatus>))]
public enum BatchStatus
{
    [JsonStringEnumMemberName("validating")]
    Validating,

    [JsonStringEnumMemberName("in_progress")]
    InProgress,

    /// <summary>Every row succeeded.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("completed_with_errors")]
    CompletedWithErrors,

    /// <summary>No row succeeded.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Stopped by something that concerns every row: bad token, no balance, budget.</summary>
    [JsonStringEnumMemberName("halted")]
    Halted,

    [JsonStringEnumMemberName("cancelling")]
    Cancelling,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>The file as a whole is unusable.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}
