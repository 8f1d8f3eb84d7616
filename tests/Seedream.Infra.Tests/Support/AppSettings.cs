using System.Text.Json;
using System.Text.RegularExpressions;

namespace Seedream.Infra.Tests.Support;

/// <summary>The app's settings in the compiled module, from objects and from those that depend on a condition.</summary>
internal static partial class AppSettings
{
    private static readonly string[] Groups = ["pipeline", "telemetry"];

    /// <summary>Settings that stand in the template as they are.</summary>
    public static IEnumerable<JsonProperty> In(JsonElement variables) => variables.EnumerateObject()
        .Where(variable => Groups.Contains(variable.Name, StringComparer.Ordinal))
        .SelectMany(variable => variable.Value.EnumerateObject());

    /// <summary>Names of all settings, whatever they depend on.</summary>
    public static IReadOnlyList<string> Names(string module) => [.. Name().Matches(module).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("^ +((?:Seedream|SEEDREAM|SeedreamStorage|AzureWebJobsStorage|AzureFunctionsJobHost|AZURE|APPLICATIONINSIGHTS|DURABLE)_[A-Za-z_]+):", RegexOptions.Multiline)]
    private static partial Regex Name();
}
