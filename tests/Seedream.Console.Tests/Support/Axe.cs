using System.Diagnostics;

namespace Seedream.Console.Tests.Support;

/// <summary>The accessibility checks of axe-core, the version pinned in <c>tests/axe</c>.</summary>
internal static class Axe
{
    private static readonly Lazy<Task<string>> Loading = new(LoadAsync);

    /// <summary>Its script; installed at first.</summary>
    public static Task<string> SourceAsync() => Loading.Value;

    private static async Task<string> LoadAsync()
    {
        string folder = Repository.File(Path.Combine("tests", "axe"));
        string script = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(script))
        {
            using Process npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            string[] said = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
                throw new InvalidOperationException($"axe-core could not be installed: 'npm ci' in tests/axe ended with {npm.ExitCode}.\n{string.Concat(said)}");
        }

        return await File.ReadAllTextAsync(script);
    }
}
