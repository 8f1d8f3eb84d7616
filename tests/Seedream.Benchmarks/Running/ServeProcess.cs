using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Seedream.Benchmarks.Running;

/// <summary>A real <c>seedream serve</c>, with nothing of this machine's settings in its environment.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly Process _process;

    private ServeProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Memory that is resident now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static async Task<ServeProcess> StartAsync(Uri api, string token, string folder, string? account = null)
    {
        Uri address = new($"http://127.0.0.1:{Text.Of(FreePort())}");
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "seedream.dll"), "serve", "--data", folder, "--urls", address.GetLeftPart(UriPartial.Authority)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("Seedream", StringComparison.OrdinalIgnoreCase) || name.StartsWith("RUNCOMFY_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["Seedream__RunComfy__BaseUrl"] = api.ToString();
        start.Environment["Seedream__RunComfy__ApiToken"] = token;
        if (account is not null)
            start.Environment["Seedream__Storage__Account"] = account;
        Process process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        ServeProcess served = new(process, address);
        using HttpClient http = new();
        while (!await IsReadyAsync(http, address))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"seedream serve ended with exit code {process.ExitCode}");
            await Task.Delay(100);
        }

        return served;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri address)
    {
        try
        {
            return (await http.GetAsync(new Uri(address, "/api/health"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
