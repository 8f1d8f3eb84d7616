using System.Text.Json;
using System.Text.RegularExpressions;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Docs;

/// <summary>docs/deploy.md says of every role who has it and on what, and names none that nobody has.</summary>
public sealed partial class RoleDocs
{
    [Fact]
    public async Task Table_OfRoles_IsWhatTheTemplateGives()
    {
        Dictionary<string, string> roles = RoleId().Matches(Repository.Read("infra/modules/names.bicep"))
            .ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value, StringComparer.Ordinal);
        IEnumerable<string> given = (await Prediction.EverythingAsync()).OfType("Microsoft.Authorization/roleAssignments")
            .Select(assignment => $"{Who(assignment)}, {Words(roles[assignment.GetProperty("properties").GetProperty("roleDefinitionId").GetString()![^36..]])}, {On(assignment)}");
        IEnumerable<string> documented = MarkdownTable.Under(DeployPage.Name, "## Who may do what")
            .SelectMany(row => Things(row[2]).Select(thing => $"{row[0]}, {row[1]}, {thing}"));
        Assert.Equal(given.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Operator_NotNamed_GetsNothing() => Assert.DoesNotContain(
        (await Prediction.PlainAsync()).OfType("Microsoft.Authorization/roleAssignments"),
        assignment => Who(assignment) == "operator");

    private static string Who(JsonElement assignment)
    {
        string principal = assignment.GetProperty("properties").GetProperty("principalId").GetString()!;
        return principal.Contains("systemTopics", StringComparison.Ordinal) ? "Event Grid topic"
            : principal.Contains("identity", StringComparison.Ordinal) ? "app"
            : "operator";
    }

    private static string On(JsonElement assignment)
    {
        string[] path = assignment.GetProperty("id").GetString()!.Split("/providers/")[^2].Split('/');
        return path[^2] switch
        {
            "containers" or "queues" => $"`{path[^1]}`",
            "storageAccounts" => path[^1].StartsWith("web", StringComparison.Ordinal) ? "gallery account" : "storage account",
            "vaults" => "vault",
            "components" => "Application Insights",
            "taskHubs" => "task hub",
            _ => string.Join('/', path),
        };
    }

    private static IEnumerable<string> Things(string cell) => cell.Contains('`')
        ? Code().Matches(cell).Select(match => match.Value)
        : [cell];

    private static string Words(string name) => string.Concat(name.Select((letter, index) => index == 0 ? char.ToUpperInvariant(letter).ToString() : char.IsUpper(letter) ? $" {letter}" : letter.ToString()));

    [GeneratedRegex("  (\\w+): '([0-9a-f-]{36})'")]
    private static partial Regex RoleId();

    [GeneratedRegex("`[a-z-]+`")]
    private static partial Regex Code();
}
