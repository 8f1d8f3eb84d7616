using System.Text.Json.Serialization;

namespace Seedream.Simulator.Faults;

/// <summary>A fault plan as JSON. (Set, not init: source-generated JSON forgets the defaults of init-only properties.)</summary>
internal sealed record PlanBody
{
    public double RetryAfterSeconds { get; set; } = 2;

    public double HangSeconds { get; set; } = 600;

    public double SlowSeconds { get; set; } = 5;

    public bool PromptTriggers { get; set; } = true;

    public IReadOnlyList<RuleBody?> Faults { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PlanBody))]
internal sealed partial class FaultPlanContext : JsonSerializerContext;
