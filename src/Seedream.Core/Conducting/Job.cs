using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>A row whose turn to be submitted comes.</summary>
public sealed record Job
{
    /// <summary>1-based row of the batch.</summary>
    [JsonPropertyName("r")]
    public required int Row { get; init; }

    /// <summary>Number of its ledger record.</summary>
    [JsonPropertyName("a")]
    public required int Attempt { get; init; }

    /// <summary>Go on with the request id in the ledger, never submit.</summary>
    [JsonPropertyName("k")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool KnownOnly { get; init; }

    /// <summary>
    /// There are signs that it was submitted: where no record of it is found it is uncertain, not unsubmitted. Comes with
    /// <see cref="KnownOnly"/>, which alone may also mean that the batch has stopped.
    /// </summary>
    [JsonPropertyName("w")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WasSubmitted { get; init; }

    /// <summary>Not before this time (Unix milliseconds); 0 for at once.</summary>
    [JsonPropertyName("t")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long NotBefore { get; init; }
}
