namespace Seedream.Simulator.Faults;

/// <summary>Reads <c>stage:fault</c> or <c>fault</c>, as plans and prompts write it.</summary>
internal static class FaultName
{
    public static (FaultPlace Place, FaultEntry Fault) Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = text[(colon + 1)..].Trim();
        FaultEntry fault = FaultCatalogue.Find(name)
            ?? throw new FaultPlanException($"\"{name}\" is no fault; there are {string.Join(", ", FaultCatalogue.Entries.Select(e => e.Name))}.");
        return (colon < 0 ? new FaultPlace(fault.Stages[0]) : FaultPlace.Parse(text[..colon]), fault);
    }
}
