using System.Globalization;

namespace Seedream.Simulator.Faults;

/// <summary>
/// The short form of a plan: <c>[stage:]fault=rate</c> or <c>[stage:]fault=xN</c>, separated by commas, and among them the
/// plan's times as its JSON form names them, such as <c>not_found_seconds=10</c>.
/// </summary>
internal static class FaultPlanText
{
    public static FaultPlan Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var body = new PlanBody();
        string[] rules = [.. parts.Where(part => !IsSetting(body, part))];
        FaultPlan plan = body.ToPlan();
        foreach (string rule in rules) Add(plan, rule);
        return plan;
    }

    private static bool IsSetting(PlanBody body, string part)
    {
        string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
        if (sides.Length != 2 || !sides[0].EndsWith("_seconds", StringComparison.Ordinal)) return false;
        if (!double.TryParse(sides[1], CultureInfo.InvariantCulture, out double seconds) || !(seconds is >= 0 and <= PlanBody.MostSeconds))
            throw new FaultPlanException($"\"{part}\": expected a number of seconds.");
        switch (sides[0])
        {
            case "retry_after_seconds": body.RetryAfterSeconds = seconds; break;
            case "hang_seconds": body.HangSeconds = seconds; break;
            case "slow_seconds": body.SlowSeconds = seconds; break;
            case "not_found_seconds": body.NotFoundSeconds = seconds; break;
            default: throw new FaultPlanException($"\"{sides[0]}\" is no setting; there are retry_after_seconds, hang_seconds, slow_seconds, not_found_seconds.");
        }
        return true;
    }

    private static void Add(FaultPlan plan, string part)
    {
        string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
        (FaultPlace place, FaultEntry entry) = FaultName.Parse(sides[0]);
        string amount = sides.Length == 2 ? sides[1] : "";
        if (amount.StartsWith('x') && int.TryParse(amount.AsSpan(1), CultureInfo.InvariantCulture, out int times))
            plan.Add(new FaultRule { Stage = place.Stage, Target = place.Target, Fault = entry.Fault, Times = times });
        else if (double.TryParse(amount, CultureInfo.InvariantCulture, out double rate))
            plan.Add(new FaultRule { Stage = place.Stage, Target = place.Target, Fault = entry.Fault, Rate = rate });
        else
            throw new FaultPlanException($"\"{part}\": expected a rate such as {sides[0]}=0.05 or a number of times such as {sides[0]}=x3.");
    }
}
