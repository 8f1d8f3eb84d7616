using System.Text.Json.Serialization;

namespace Seedream.Core.Submission;

/// <summary>The durable record of one job attempt: what decides whether a paid POST may be made.</summary>
public sealed record LedgerRecord
{
    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; init; } = 1;

    [JsonPropertyName("row")]
    public required int Row { get; init; }

    [JsonPropertyName("attempt")]
    public required int Attempt { get; init; }

    [JsonPropertyName("state")]
    public required LedgerState State { get; init; }

    /// <summary>The process that reserved it last.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>
    /// Tells this reservation from every other, so that its maker knows it again where storage carried out the write and the
    /// answer was lost.
    /// </summary>
    [JsonPropertyName("reservation")]
    public string? Reservation { get; init; }

    [JsonPropertyName("reserved_at")]
    public required DateTimeOffset ReservedAt { get; init; }

    [JsonPropertyName("submitted_at")]
    public DateTimeOffset? SubmittedAt { get; init; }

    [JsonPropertyName("request_id")]
    public string? RequestId { get; init; }

    /// <summary>POSTs that were or may have been accepted; more than 1 only under <see cref="OnUncertain.Resubmit"/>.</summary>
    [JsonPropertyName("submissions")]
    public int Submissions { get; init; }

    /// <summary>
    /// The batch for which it was submitted, and so the one that reports its cost, where that is not the batch in whose ledger
    /// the record stands.
    /// </summary>
    [JsonPropertyName("batch")]
    public string? Batch { get; init; }

    /// <summary>The row of <see cref="Batch"/>; null with it.</summary>
    [JsonPropertyName("batch_row")]
    public int? BatchRow { get; init; }

    /// <summary>Model it was submitted to; null in records of earlier releases, which knew the default model only.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>
    /// Salted fingerprint of the token that submitted it (<see cref="RunComfy.TokenPrint"/>): an answer "no such request" means
    /// something only to that token. Null in records of earlier releases.
    /// </summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>Why it was released or is uncertain.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}
