using System.Text.Json;

namespace Seedream.Local.Tests.Support;

/// <summary>How a process ended, and what it said.</summary>
internal sealed record ProcessEnd(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string All => $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";

    /// <summary>Checks the exit code, showing what was said where it is another.</summary>
    public ProcessEnd Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode}: {All}");
        Assert.DoesNotContain("   at Seedream", Error, StringComparison.Ordinal);
        return this;
    }
}
