using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Seedream.Azure.Storage;
using Seedream.Core.Storage;
using Seedream.Simulator;

namespace Seedream.Console.Tests.Support;

/// <summary>A simulator and a <c>seedream serve</c> process with its console, on storage of their own.</summary>
internal sealed class Studio : IAsyncDisposable
{
    private readonly Workplace _workplace;
    private readonly SeedreamProcess _host;
    private readonly string? _account;

    private Studio(Workplace workplace, SeedreamProcess host, Uri address, string? account)
    {
        _workplace = workplace;
        _host = host;
        _account = account;
        Address = address;
    }

    /// <summary>Where the console is.</summary>
    public Uri Address { get; }

    public SimulatorServer Api => _workplace.Server;

    public string Data => _workplace.Data;

    public PipelineStorage Storage => _account is null ? FolderStorage.Open(_workplace.Data) : AzureStorage.Open(_account);

    public static async Task<Studio> StartAsync(SimulatorOptions? api = null, string? key = null, string? account = null)
    {
        Workplace workplace = await Workplace.CreateAsync(api);
        foreach ((string name, string value) in new[] { ("Serve__LookEvery", "00:00:00.3"), ("Drops__SweepEvery", "00:00:00.5"), ("Serve__MaxQueuePoll", "00:00:00.3") })
            workplace.Environment[$"Seedream__{name}"] = value;
        if (key is not null)
            workplace.Environment["Seedream__Api__Key"] = key;
        Uri address = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/"));
        SeedreamProcess host = workplace.Start(["serve", "--urls", address.ToString(), .. account is null ? [] : new[] { "--storage", account }]);
        Studio studio = new(workplace, host, address, account);
        using HttpClient client = new();
        await Eventually.IsTrueAsync(
            async () =>
            {
                Assert.False(host.HasExited, host.ErrorSoFar);
                try
                {
                    return (await client.GetAsync(new Uri(address, "api/health"))).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"the service to be ready: {host.ErrorSoFar}");
        return studio;
    }

    /// <summary>Runs a prompt file to its end; the id of its batch.</summary>
    public async Task<string> RunAsync(string name, string content)
    {
        using HttpClient client = new() { BaseAddress = Address };
        using StringContent body = new(content, System.Text.Encoding.UTF8, name.EndsWith(".jsonl", StringComparison.Ordinal) ? "application/jsonl" : "text/csv");
        HttpResponseMessage answer = await client.PostAsync($"api/batches?file={name}", body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        string id = (string)System.Text.Json.Nodes.JsonNode.Parse(text)!["id"]!;
        await Eventually.IsTrueAsync(async () => (await client.GetStringAsync($"api/batches/{id}")).Contains("\"completed_at\"", StringComparison.Ordinal), $"{id} to end: {_host.ErrorSoFar}");
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _workplace.DisposeAsync();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
