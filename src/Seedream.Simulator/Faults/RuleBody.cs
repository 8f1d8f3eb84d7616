namespace Seedream.Simulator.Faults;

/// <summary>One rule of a fault plan as JSON. (Set, not init, as in <see cref="PlanBody"/>.)</summary>
internal sealed record RuleBody
{
    public required string Fault { get; set; }

    public string? Stage { get; set; }

    public double Rate { get; set; } = 1;

    public int Times { get; set; } = int.MaxValue;

    public double EverySeconds { get; set; }

    public double ForSeconds { get; set; }

    public string? PromptContains { get; set; }

    public string? MarkerContains { get; set; }

    public bool Matches(FaultCall call) =>
        (PromptContains is null || call.Prompt?.Contains(PromptContains, StringComparison.OrdinalIgnoreCase) == true)
        && (MarkerContains is null || call.Marker?.Contains(MarkerContains, StringComparison.Ordinal) == true);
}
