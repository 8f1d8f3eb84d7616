using System.Text.Json;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Reporting;

/// <summary>An outcome as JSON names it, for where there is no JSON.</summary>
internal static class OutcomeName
{
    private static readonly Dictionary<OutcomeKind, string> Names = Enum.GetValues<OutcomeKind>().ToDictionary(
        kind => kind,
        kind => JsonSerializer.SerializeToElement(kind, ReportingJson.Default.OutcomeKind).GetString()!);

    public static string Of(OutcomeKind kind) => Names[kind];
}
