using Microsoft.Extensions.Configuration;

namespace Seedream.Core.RunComfy;

/// <summary>Where the API token is looked for besides <c>Seedream:RunComfy:ApiToken</c>: the variables that the vendor's own tools read.</summary>
public static class TokenVariables
{
    private static readonly string[] Telling = ["KEY", "TOKEN", "SECRET"];

    /// <summary>In this order; the first that is set counts.</summary>
    public static IReadOnlyList<string> Names { get; } = ["RUNCOMFY_API_TOKEN", "RUNCOMFY_TOKEN", "RUNCOMFY_API_KEY"];

    /// <summary>What people are told to set.</summary>
    public static string Advice => "RUNCOMFY_API_TOKEN (or Seedream__RunComfy__ApiToken)";

    /// <summary>The token that is set, or null.</summary>
    public static string? Find(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return ApiToken.Given(configuration[$"{RunComfyOptions.Section}:{nameof(RunComfyOptions.ApiToken)}"])
            ?? Names.Select(name => ApiToken.Given(configuration[name])).FirstOrDefault(token => token is not null);
    }

    /// <summary>A variable that looks like a token and is not read: its name, never its value; null when there is none.</summary>
    public static string? Lookalike(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.GetChildren()
            .Where(section => !string.IsNullOrWhiteSpace(section.Value) && !Names.Contains(section.Key, StringComparer.OrdinalIgnoreCase) && LooksLikeOne(section.Key))
            .Select(section => section.Key)
            .Order(StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault();
    }

    /// <summary>A sentence that names the lookalike, with a space before it; empty when there is none.</summary>
    public static string Hint(string? lookalike) => lookalike is null ? "" : $" {lookalike} is set, but it is not read: rename it to {Names[0]}.";

    private static bool LooksLikeOne(string name)
    {
        string plain = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return (plain.Contains("RUNCOMFY", StringComparison.OrdinalIgnoreCase) && Array.Exists(Telling, word => plain.Contains(word, StringComparison.OrdinalIgnoreCase)))
            || plain.Equals("YOURAPITOKEN", StringComparison.OrdinalIgnoreCase);
    }
}
