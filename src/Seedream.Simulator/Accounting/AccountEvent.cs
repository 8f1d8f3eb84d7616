using System.Text.Json;
using System.Text.Json.Serialization;
using Seedream.Simulator.Faults;
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

    /// <summary>A request that the simulator was told of rather than sent.</summary>
    public const string Known = "known";

    /// <summary>The API knows this request no longer.</summary>
    public const string Forgotten = "forgotten";

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

    /// <summary>The model; null in files older than the catalogue, which had one model.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>The generation fault that struck; how it ends is in <see cref="Ending"/>.</summary>
    [JsonPropertyName("fault")]
    public string? Fault { get; init; }

    /// <summary>The state of a known request.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("finished_at")]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What a success costs, where that was said beforehand.</summary>
    [JsonPropertyName("given_cost_usd")]
    public decimal? GivenCostUsd { get; init; }

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
        Model = submission.Model,
        Fault = submission.Fault is { } fault ? FaultCatalogue.Of(fault).Name : null,
        GivenCostUsd = submission.GivenCostUsd,
        Input = submission.ParseInput(),
    };

    public static AccountEvent Of(bool refused, string marker, DateTimeOffset at) =>
        new() { Event = refused ? Refused : Seen, At = at, Marker = marker };
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(AccountEvent))]
internal sealed partial class AccountJson : JsonSerializerContext;
