namespace Seedream.Simulator.Faults;

/// <summary>What the catalogue says of one fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Name">Its name in plans and prompts.</param>
/// <param name="Stages">Where it is possible; the first is meant where none is named.</param>
/// <param name="Repeats">Whether a trigger in a prompt strikes every time rather than once.</param>
public sealed record FaultEntry(Fault Fault, string Name, IReadOnlyList<FaultStage> Stages, bool Repeats);
