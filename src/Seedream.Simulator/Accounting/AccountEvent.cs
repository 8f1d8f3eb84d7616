using System.Text.Json;
using System.Text.Json.Serialization;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Accounting;

/// <summary>One line of the account file.</summary>
internal sealed record AccountEvent
{
    public const string Accepted = "accepted";
    public const string Cancelled = "cancelled";

    /// <summary>A submit call that was not accepted; the marker is wanted all the same, unless it was refused.</summary>
    public const string Seen = "seen";

    /// <summary>The input was refused for good.</summary>
    public const string Refused = "refused";

    [JsonPropertyName("event")]
    public required string Event { get; init; }

    [JsonPropertyName("at")]
    public DateTimeOffset At { get; init; }

    [JsonPropertyName("marker")]
    public required string Marker { get; init; }

    [JsonPropertyName("request_id")]
    public string? RequestId { get; init; }

    [JsonPropertyName("owner")]
    public string? Owner { get; init; }

    [JsonPropertyName("images")]
    public int Images { get; init; }

    [JsonPropertyName("delivered")]
    public int Delivered { get; init; }

    [JsonPropertyName("duration_seconds")]
    public double DurationSeconds { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal CostUsd { get; init; }

    [JsonPropertyName("ending")]
    public Ending Ending { get; init; }

    [JsonPropertyName("input")]
    public JsonElement? Input { get; init; }

    public static AccountEvent Of(Submission submission) => new()
    {
        Event = Accepted,
        At = submission.AcceptedAt,
        Marker = submission.Marker,
        RequestId = submission.RequestId,
        Owner = submission.Owner,
        Images = submission.Images,
        Delivered = submission.Delivered,
        DurationSeconds = submission.Duration.TotalSeconds,
        CostUsd = submission.CostUsd,
        Ending = submission.Ending,
        Input = submission.ParseInput(),
    };

    public static AccountEvent Of(bool refused, string marker, DateTimeOffset at) =>
        new() { Event = refused ? Refused : Seen, At = at, Marker = marker };
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(AccountEvent))]
[JsonSerializable(typeof(AccountSummary))]
internal sealed partial class AccountJson : JsonSerializerContext;
