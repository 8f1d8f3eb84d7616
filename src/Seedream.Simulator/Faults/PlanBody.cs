using System.Text.Json.Serialization;

namespace Seedream.Simulator.Faults;

/// <summary>A fault plan as JSON. (Set, not init: source-generated JSON forgets the defaults of init-only properties.)</summary>
internal sealed record PlanBody
{
    /// <summary>The longest time a plan can name: 24 days, what a timer takes.</summary>
    public const double MostSeconds = 2_000_000;

    public double RetryAfterSeconds { get; set; } = 2;

    public double HangSeconds { get; set; } = 600;

    public double SlowSeconds { get; set; } = 5;

    public double NotFoundSeconds { get; set; } = 3;

    public bool PromptTriggers { get; set; } = true;

    public IReadOnlyList<RuleBody?> Faults { get; set; } = [];

    /// <summary>The plan with its times, before its rules.</summary>
    public FaultPlan ToPlan() => new()
    {
        RetryAfter = TimeSpan.FromSeconds(RetryAfterSeconds),
        HangTime = TimeSpan.FromSeconds(HangSeconds),
        SlowTime = TimeSpan.FromSeconds(SlowSeconds),
        NotFoundTime = TimeSpan.FromSeconds(NotFoundSeconds),
        PromptTriggers = PromptTriggers,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PlanBody))]
internal sealed partial class FaultPlanContext : JsonSerializerContext;
