using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Docs;

/// <summary>Every parameter of main.bicep is documented, and azd can set it.</summary>
public sealed partial class ParameterDocs
{
    // An object cannot be written into one variable.
    private const string NotForAzd = "settings";

    [Fact]
    public async Task Table_OfParameters_IsThatOfTheTemplate()
    {
        Dictionary<string, (string Variable, string Default)> variables = Variables();
        StringBuilder table = new("| parameter | variable | default | effect |\n|---|---|---|---|\n");
        foreach (JsonProperty parameter in (await CompiledTemplate.GetAsync()).GetProperty("parameters").EnumerateObject())
        {
            string variable = variables.TryGetValue(parameter.Name, out (string Variable, string Default) known) ? $"`{known.Variable}`" : "";
            string effect = parameter.Value.GetProperty("metadata").GetProperty("description").GetString()!;
            table.Append($"| `{parameter.Name}` | {variable} | {DefaultOf(parameter.Value)} | {effect} |\n");
        }

        await DeployPage.ExpectAsync("parameters", table.ToString());
    }

    [Fact]
    public async Task Parameters_ForAzd_AreAllOfThemWithTheSameDefaults()
    {
        Dictionary<string, (string Variable, string Default)> variables = Variables();
        JsonElement parameters = (await CompiledTemplate.GetAsync()).GetProperty("parameters");
        Assert.Equal(
            parameters.EnumerateObject().Select(parameter => parameter.Name).Where(name => name != NotForAzd).Order(StringComparer.Ordinal),
            variables.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, (_, string value)) in variables)
        {
            if (parameters.GetProperty(name).TryGetProperty("defaultValue", out JsonElement theirs))
                Assert.Equal(theirs.ToString().ToLowerInvariant(), value.ToLowerInvariant());
        }
    }

    private static Dictionary<string, (string Variable, string Default)> Variables()
    {
        using JsonDocument file = JsonDocument.Parse(Repository.Read("infra/main.parameters.json"));
        return file.RootElement.GetProperty("parameters").EnumerateObject().ToDictionary(
            parameter => parameter.Name,
            parameter =>
            {
                Match variable = Variable().Match(parameter.Value.GetProperty("value").GetString()!);
                Assert.True(variable.Success, parameter.Name);
                return (variable.Groups[1].Value, variable.Groups[2].Value);
            },
            StringComparer.Ordinal);
    }

    private static string DefaultOf(JsonElement parameter) => !parameter.TryGetProperty("defaultValue", out JsonElement value)
        ? "required"
        : value.ToString() is { Length: > 0 } text and not "{}" ? $"`{text.ToLowerInvariant()}`".Replace("`consumption`", "`Consumption`", StringComparison.Ordinal).Replace("`user`", "`User`", StringComparison.Ordinal) : "none";

    [GeneratedRegex("^\\$\\{([A-Z_]+)(?:=([^}]*))?\\}$")]
    private static partial Regex Variable();
}
