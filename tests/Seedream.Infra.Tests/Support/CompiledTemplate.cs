using System.Text.Json;

namespace Seedream.Infra.Tests.Support;

/// <summary>infra/main.bicep as the deployment template it compiles to.</summary>
internal static class CompiledTemplate
{
    private static readonly Lazy<Task<JsonElement>> Compiled = new(CompileAsync);

    public static Task<JsonElement> GetAsync() => Compiled.Value;

    /// <summary>The template of a module, by the name it has in main.bicep.</summary>
    public static async Task<JsonElement> ModuleAsync(string name) =>
        (await GetAsync()).GetProperty("resources").GetProperty(name).GetProperty("properties").GetProperty("template");

    private static async Task<JsonElement> CompileAsync()
    {
        (int exitCode, string output, string diagnostics) = await Bicep.RunAsync("build", Repository.PathOf("infra/main.bicep"), "--stdout");
        Assert.Equal("", diagnostics.Trim());
        Assert.Equal(0, exitCode);
        using JsonDocument document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
