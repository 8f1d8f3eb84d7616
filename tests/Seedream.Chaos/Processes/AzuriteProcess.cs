using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Seedream.Chaos.Processes;

/// <summary>
/// The Azurite pinned in <c>tests/azurite</c>, to be stopped, frozen and started again. It is never killed with SIGKILL: it
/// writes its index only every few seconds, so it would lose what it has confirmed, which the real service never does.
/// </summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly string _data;
    private Process? _process;
    private Uri _blobs = new("http://127.0.0.1:0");
    private Uri _queues = new("http://127.0.0.1:0");

    private AzuriteProcess(string data) => _data = data;

    public string Account => $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={_blobs}devstoreaccount1;QueueEndpoint={_queues}devstoreaccount1;";

    public static async Task<AzuriteProcess> StartAsync(string data)
    {
        AzuriteProcess azurite = new(data);
        await azurite.RunAsync();
        return azurite;
    }

    /// <summary>Ends it in the middle of whatever it does, and starts it again later with the same data on the same ports.</summary>
    public async Task RestartAsync(TimeSpan away)
    {
        Signals.Send(_process!.Id, Signals.Terminate);
        await _process.WaitForExitAsync();
        _process.Dispose();
        await Task.Delay(away);
        await RunAsync();
    }

    public async Task FreezeAsync(TimeSpan time)
    {
        Signals.Send(_process!.Id, Signals.Stop);
        await Task.Delay(time);
        Signals.Send(_process.Id, Signals.Continue);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not { HasExited: false })
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task RunAsync()
    {
        string folder = FindFolder();
        string program = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(program))
            throw new InvalidOperationException($"Azurite is not installed: run 'npm ci' in '{folder}' (needs Node.js 20 or later).");
        ProcessStartInfo start = new("node", [program, "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", _data, "--blobPort", PortOf(_blobs), "--queuePort", PortOf(_queues), "--tablePort", "0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _blobs = await ReadAddressAsync(_process).WaitAsync(Patience);
        _queues = await ReadAddressAsync(_process).WaitAsync(Patience);
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
    }

    private static string PortOf(Uri address) => address.Port.ToString(CultureInfo.InvariantCulture);

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return new Uri(match.Groups["address"].Value);
        }

        throw new InvalidOperationException("Azurite ended before it listened: " + await process.StandardError.ReadToEndAsync());
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

    [GeneratedRegex(@"successfully listen(s|ing) (at|on) (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
