using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Seedream.Azure.Tests;

/// <summary>
/// A real Azurite, the version pinned in <c>tests/azurite</c>, on free ports with a folder of its own and several accounts, so
/// that tests can share it without meeting each other.
/// </summary>
public partial class Azurite : IAsyncLifetime
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int MostAccounts = 40;
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(5);

    private readonly string data = Directory.CreateTempSubdirectory("seedream-azurite-").FullName;
    private readonly bool inMemory;
    private int accounts;
    private Process? process;

    public Azurite()
        : this(inMemory: false)
    {
    }

    protected Azurite(bool inMemory) => this.inMemory = inMemory;

    /// <summary>Why tests on Azurite are to be skipped here; null when they are to run.</summary>
    public static string? WhyNot { get; } =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) && !Works("node", "--version")
            ? "Needs Azurite, and so Node.js 20 or later (https://nodejs.org), which is not installed here."
            : null;

    /// <summary>For the well-known development account.</summary>
    public string ConnectionString => ConnectionStringOf("devstoreaccount1");

    public string BlobAddress { get; private set; } = "";

    public string QueueAddress { get; private set; } = "";

    /// <summary>For an account that no other test uses.</summary>
    public string NewAccount() => ConnectionStringOf($"account{Interlocked.Increment(ref accounts)}");

    public async ValueTask InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        await InstallAsync(FindFolder());
        await RunAsync();
    }

    /// <summary>
    /// Ends it in the middle of whatever it does: calls break off. By a signal it can notice, because it writes its index only
    /// every few seconds: killed hard it would lose what it has confirmed, which the real service never does.
    /// </summary>
    public async Task StopAsync()
    {
        using Process kill = Start("kill", Environment.CurrentDirectory, "-TERM", process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Starts it again, on the same ports with the same data.</summary>
    public async Task RunAsync()
    {
        string[] arguments =
        [
            Path.Combine("node_modules", "azurite", "dist", "src", "azurite.js"), "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobPort", PortOf(BlobAddress), "--queuePort", PortOf(QueueAddress), "--tablePort", "0",
            .. inMemory ? ["--inMemoryPersistence"] : new[] { "--location", data },
        ];
        process = Start("node", FindFolder(), arguments);
        BlobAddress = await ReadAddressAsync(process).WaitAsync(StartTime);
        QueueAddress = await ReadAddressAsync(process).WaitAsync(StartTime);
        _ = process.StandardOutput.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private string ConnectionStringOf(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};BlobEndpoint={BlobAddress}/{account};QueueEndpoint={QueueAddress}/{account};";

    private static string PortOf(string address) => address.Length == 0 ? "0" : new Uri(address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

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
        // Test projects run side by side, and two of npm in one folder break each other's work.
        await using FileStream alone = await AloneAsync(Path.Combine(Path.GetTempPath(), "seedream-azurite-npm.lock"));
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

    private static async Task<FileStream> AloneAsync(string path)
    {
        for (long start = Stopwatch.GetTimestamp(); ; await Task.Delay(100))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(start) < StartTime)
            {
                // Another process installs it.
            }
        }
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
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, MostAccounts).Select(number => $"account{number}:{Key}").Prepend($"devstoreaccount1:{Key}"));
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
