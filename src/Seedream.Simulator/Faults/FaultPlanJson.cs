using System.Text.Json;

namespace Seedream.Simulator.Faults;

/// <summary>The JSON form of a plan; a string in place of the object is read as the short form.</summary>
internal static class FaultPlanJson
{
    public static FaultPlan Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.String
                ? FaultPlan.Parse(root.GetString()!)
                : Read(root.Deserialize(FaultPlanContext.Default.PlanBody) ?? throw new JsonException("It is null."));
        }
        catch (Exception e) when (e is JsonException or OverflowException or ArgumentException)
        {
            throw new FaultPlanException($"The fault plan is not as docs/simulator.md describes it: {e.Message}", e);
        }
    }

    private static FaultPlan Read(PlanBody body)
    {
        FaultPlan plan = body.ToPlan();
        foreach (RuleBody? rule in body.Faults) plan.Add(Read(rule ?? throw new JsonException("A rule is null.")));
        return plan;
    }

    private static FaultRule Read(RuleBody body)
    {
        (FaultPlace named, FaultEntry entry) = FaultName.Parse(body.Fault);
        FaultPlace place = body.Stage is null ? named : FaultPlace.Parse(body.Stage);
        return new FaultRule
        {
            Stage = place.Stage,
            Target = place.Target,
            Fault = entry.Fault,
            Rate = body.Rate,
            Times = body.Times,
            Every = TimeSpan.FromSeconds(body.EverySeconds),
            For = TimeSpan.FromSeconds(body.ForSeconds),
            When = body.PromptContains is null && body.MarkerContains is null ? null : body.Matches,
        };
    }
}
