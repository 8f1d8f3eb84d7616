using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Seedream.Azure.Tests;

/// <summary>A real Azurite, the version pinned in <c>tests/azurite</c>, on free ports with a folder of its own.</summary>
public sealed partial class Azurite : IAsyncLifetime, IDisposable
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string data = Directory.CreateTempSubdirectory("seedream-azurite-").FullName;
    private Process? process;

    /// <summary>Why tests on Azurite are to be skipped here; null when they are to run.</summary>
    public static string? WhyNot { get; } =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) && !Works("node", "--version")
            ? "Needs Azurite, and so Node.js 20 or later (https://nodejs.org), which is not installed here."
            : null;

    /// <summary>For the blob service of the well-known development account.</summary>
    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={BlobAddress}/devstoreaccount1;";

    public string BlobAddress { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        string folder = FindFolder();
        await InstallAsync(folder);
        process = Start("node", folder, Path.Combine("node_modules", "azurite", "dist", "src", "blob", "main.js"),
            "--blobPort", "0", "--location", data, "--silent", "--disableTelemetry");
        BlobAddress = await ReadAddressAsync(process).WaitAsync(StartTime);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process?.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private static string FindFolder()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string candidate = Path.Combine(folder, "tests", "azurite");
            if (File.Exists(Path.Combine(candidate, "package.json")))
                return candidate;
        }

        throw new InvalidOperationException($"There is no tests/azurite above '{AppContext.BaseDirectory}'.");
    }

    private static async Task InstallAsync(string folder)
    {
        // npm writes this last, so a broken installation is made again.
        if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
            return;
        using Process npm = OperatingSystem.IsWindows()
            ? Start("cmd", folder, "/c", "npm", "ci", "--no-audit", "--no-fund")
            : Start("npm", folder, "ci", "--no-audit", "--no-fund");
        string[] output = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"Azurite could not be installed: 'npm ci' in '{folder}' ended with {npm.ExitCode}.\n{string.Concat(output)}");
    }

    private static async Task<string> ReadAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return match.Groups["address"].Value;
        }

        throw new InvalidOperationException("Azurite ended before it listened: " + await process.StandardError.ReadToEndAsync());
    }

    private static bool Works(string command, string argument)
    {
        try
        {
            using Process tool = Start(command, Environment.CurrentDirectory, argument);
            tool.WaitForExit();
            return tool.ExitCode == 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Process Start(string command, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException($"'{command}' could not be started. Tests on Azurite need Node.js 20 or later (https://nodejs.org).", exception);
        }
    }

    [GeneratedRegex(@"successfully listen(s|ing) (at|on) (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
