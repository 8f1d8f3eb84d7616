namespace Seedream.Simulator.Faults;

/// <summary>Reads <c>stage:fault</c> or <c>fault</c>, as plans and prompts write it.</summary>
internal static class FaultName
{
    public static (FaultStage Stage, FaultEntry Fault) Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = text[(colon + 1)..].Trim();
        FaultEntry fault = FaultCatalogue.Find(name)
            ?? throw new FaultPlanException($"\"{name}\" is no fault; there are {string.Join(", ", FaultCatalogue.Entries.Select(e => e.Name))}.");
        return (colon < 0 ? fault.Stages[0] : ParseStage(text[..colon]), fault);
    }

    public static FaultStage ParseStage(string text) =>
        Enum.TryParse(text.Trim(), ignoreCase: true, out FaultStage stage) && Enum.IsDefined(stage)
            ? stage
            : throw new FaultPlanException($"\"{text}\" is no stage; there are {string.Join(", ", Enum.GetNames<FaultStage>())}.");
}
