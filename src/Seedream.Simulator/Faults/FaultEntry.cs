namespace Seedream.Simulator.Faults;

/// <summary>What the catalogue says of one fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Name">Its name in plans and prompts.</param>
/// <param name="Stages">Where it is possible; the first is meant where none is named.</param>
/// <param name="Repeats">Whether a trigger in a prompt strikes every time rather than once.</param>
public sealed record FaultEntry(Fault Fault, string Name, IReadOnlyList<FaultStage> Stages, bool Repeats)
{
    /// <summary>Which information call it can strike at stage <see cref="FaultStage.Info"/>; null for any.</summary>
    public InfoTarget? Target { get; init; }

    /// <summary>Whether it strikes only calls about a request that has finished; earlier calls are not counted for it.</summary>
    public bool WhenFinished { get; init; }

    /// <summary>Whether it strikes only result calls with <c>include_cost</c>.</summary>
    public bool NeedsCost { get; init; }

    /// <summary>The image format (<c>png</c>, <c>jpeg</c>) it can strike; null for any.</summary>
    public string? Format { get; init; }

    /// <summary>Whether the fault has a meaning for this call, its stage aside.</summary>
    internal bool Fits(FaultCall call) =>
        (call.Target is null || Target is null || Target == call.Target)
        && (!WhenFinished || call.NthFinished > 0)
        && (!NeedsCost || call.AsksForCost)
        && (Format is null || Format == call.Format);

    /// <summary>The number of the call as this fault counts.</summary>
    internal int NthOf(FaultCall call) => WhenFinished ? call.NthFinished : call.Nth;
}
