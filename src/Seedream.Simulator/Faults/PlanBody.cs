using System.Text.Json.Serialization;

namespace Seedream.Simulator.Faults;

/// <summary>A fault plan as JSON.</summary>
internal sealed record PlanBody
{
    public double RetryAfterSeconds { get; init; } = 2;

    public double HangSeconds { get; init; } = 600;

    public double SlowSeconds { get; init; } = 5;

    public bool PromptTriggers { get; init; } = true;

    public IReadOnlyList<RuleBody> Faults { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PlanBody))]
internal sealed partial class FaultPlanContext : JsonSerializerContext;
