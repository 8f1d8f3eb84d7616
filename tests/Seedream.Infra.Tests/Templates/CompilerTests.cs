using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Templates;

/// <summary>The templates in the eyes of Bicep's own compiler, with the strict rules of infra/bicepconfig.json.</summary>
public sealed class CompilerTests
{
    [Fact]
    public async Task Main_Compiled_NothingToSayAboutIt() => Assert.Equal("subscription", Scope(await CompiledTemplate.GetAsync()));

    [Fact]
    public async Task Main_Linted_NothingToSayAboutIt()
    {
        (int exitCode, string output, string diagnostics) = await Bicep.RunAsync("lint", Repository.PathOf("infra/main.bicep"));
        Assert.Equal("", (output + diagnostics).Trim());
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Templates_Formatted_StayAsTheyAre()
    {
        // One call for all of them, in a copy with its configuration: the compiler takes its time to start.
        DirectoryInfo copy = Directory.CreateTempSubdirectory("seedream-format-");
        try
        {
            string root = Repository.PathOf("infra");
            string[] files = [.. Directory.EnumerateFiles(root, "*bicep*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file))];
            foreach (string file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy.FullName, file))!);
                File.Copy(Path.Combine(root, file), Path.Combine(copy.FullName, file));
            }

            (int exitCode, _, string diagnostics) = await Bicep.RunAsync("format", "--pattern", Path.Combine(copy.FullName, "**", "*.bicep"));
            Assert.Equal((0, ""), (exitCode, diagnostics.Trim()));
            foreach (string file in files)
                Assert.Equal(await File.ReadAllTextAsync(Path.Combine(root, file)), await File.ReadAllTextAsync(Path.Combine(copy.FullName, file)));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Rules_ABrokenTemplate_IsRefused()
    {
        // The tests above prove nothing if the rules are not in force.
        string file = Repository.PathOf($"infra/broken-{Environment.ProcessId}.bicep");
        try
        {
            await File.WriteAllTextAsync(file, "param unused string\n");
            (int exitCode, _, string diagnostics) = await Bicep.RunAsync("lint", file);
            Assert.NotEqual(0, exitCode);
            Assert.Contains("Error no-unused-params", diagnostics, StringComparison.Ordinal);
            Assert.Contains("Error use-description-params", diagnostics, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Scope(System.Text.Json.JsonElement template) =>
        template.GetProperty("$schema").GetString()!.Contains("subscriptionDeploymentTemplate", StringComparison.Ordinal) ? "subscription" : "other";
}
