using System.Globalization;

namespace Seedream.Simulator.Faults;

/// <summary>The short form of a plan: <c>[stage:]fault=rate</c> or <c>[stage:]fault=xN</c>, separated by commas.</summary>
internal static class FaultPlanText
{
    public static FaultPlan Parse(string text)
    {
        var plan = new FaultPlan();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Add(plan, part);
        return plan;
    }

    private static void Add(FaultPlan plan, string part)
    {
        string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
        (FaultStage stage, FaultEntry entry) = FaultName.Parse(sides[0]);
        string amount = sides.Length == 2 ? sides[1] : "";
        if (amount.StartsWith('x') && int.TryParse(amount.AsSpan(1), CultureInfo.InvariantCulture, out int times)) plan.Next(stage, entry.Fault, times);
        else if (double.TryParse(amount, CultureInfo.InvariantCulture, out double rate)) plan.Rate(stage, entry.Fault, rate);
        else throw new FaultPlanException($"\"{part}\": expected a rate such as {sides[0]}=0.05 or a number of times such as {sides[0]}=x3.");
    }
}
