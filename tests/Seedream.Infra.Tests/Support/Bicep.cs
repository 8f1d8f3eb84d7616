using System.Diagnostics;
using System.Reflection;

namespace Seedream.Infra.Tests.Support;

/// <summary>Bicep's command line, from the package that the project names.</summary>
internal static class Bicep
{
    private static readonly string Program = typeof(Bicep).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "BicepPath").Value!
        .Replace('\\', Path.DirectorySeparatorChar);

    /// <summary>Runs it; what it says on standard error are its diagnostics.</summary>
    public static async Task<(int ExitCode, string Output, string Diagnostics)> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> diagnostics = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await diagnostics);
    }
}
