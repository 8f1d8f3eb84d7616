namespace Seedream.Simulator.Faults;

/// <summary>Where a plan's rule strikes: a stage, and at <see cref="FaultStage.Info"/> perhaps only one kind of call.</summary>
internal readonly record struct FaultPlace(FaultStage Stage, InfoTarget? Target = null)
{
    /// <summary>Reads a stage's name, or <c>model</c>, <c>balance</c> or <c>list</c> for a part of <c>info</c>.</summary>
    public static FaultPlace Parse(string text)
    {
        string name = text.Trim();
        if (Enum.TryParse(name, ignoreCase: true, out FaultStage stage) && Enum.IsDefined(stage)) return new FaultPlace(stage);
        if (Enum.TryParse(name, ignoreCase: true, out InfoTarget target) && Enum.IsDefined(target)) return new FaultPlace(FaultStage.Info, target);
        throw new FaultPlanException($"\"{text}\" is no stage; there are {string.Join(", ", Enum.GetNames<FaultStage>())}, and of Info {string.Join(", ", Enum.GetNames<InfoTarget>())}.");
    }
}
