namespace Seedream.Simulator.Faults;

/// <summary>One rule of a fault plan as JSON.</summary>
internal sealed record RuleBody
{
    public required string Fault { get; init; }

    public string? Stage { get; init; }

    public double Rate { get; init; } = 1;

    public int Times { get; init; } = int.MaxValue;

    public double EverySeconds { get; init; }

    public double ForSeconds { get; init; }

    public string? PromptContains { get; init; }

    public string? MarkerContains { get; init; }

    public bool Matches(FaultCall call) =>
        (PromptContains is null || call.Prompt?.Contains(PromptContains, StringComparison.OrdinalIgnoreCase) == true)
        && (MarkerContains is null || call.Marker?.Contains(MarkerContains, StringComparison.Ordinal) == true);
}
