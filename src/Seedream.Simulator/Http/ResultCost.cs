using System.Text.Json;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Http;

/// <summary>Writes <c>cost</c>, true or impossible.</summary>
internal static class ResultCost
{
    public static void Write(Utf8JsonWriter json, decimal cost, Fault? fault)
    {
        switch (fault)
        {
            case Fault.CostMissing:
                break;
            case Fault.CostText:
                json.WriteString("cost", FormattableString.Invariant($"{cost}"));
                break;
            case Fault.CostWords:
                json.WriteString("cost", FormattableString.Invariant($"about ${cost}"));
                break;
            case Fault.CostNaN or Fault.CostAbsurd:
                json.WritePropertyName("cost");
                json.WriteRawValue(fault == Fault.CostNaN ? "NaN" : "7.9e28", skipInputValidation: true);
                break;
            default:
                json.WriteNumber("cost", fault == Fault.CostNegative ? -cost - 0.01m : cost);
                break;
        }
    }
}
