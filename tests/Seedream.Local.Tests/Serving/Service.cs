using System.Net;
using System.Net.Sockets;
using Seedream.Azure.Storage;
using Seedream.Core.Batches;
using Seedream.Core.Storage;
using Seedream.Local.Tests.Support;
using Seedream.Simulator;

namespace Seedream.Local.Tests.Serving;

/// <summary>A simulator, storage, and as many <c>seedream serve</c> processes as a test wants on it.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly Workplace _workplace;
    private readonly string? _account;
    private readonly List<SeedreamProcess> _hosts = [];

    private Service(Workplace workplace, string? account)
    {
        _workplace = workplace;
        _account = account;
        foreach ((string name, string value) in new[] { ("Serve__LookEvery", "00:00:00.3"), ("Drops__SweepEvery", "00:00:00.2"), ("Drops__Settle", "00:00:01"), ("Serve__MaxQueuePoll", "00:00:00.3") })
            workplace.Environment[$"Seedream__{name}"] = value;
    }

    public SimulatorServer Api => _workplace.Server;

    public string Prompts => Path.Combine(_workplace.Data, "prompts");

    /// <summary>The same storage, seen from here.</summary>
    public PipelineStorage Storage => _account is null ? FolderStorage.Open(_workplace.Data) : AzureStorage.Open(_account);

    /// <summary>Where the host that was started last listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public static async Task<Service> CreateAsync(string? account = null, SimulatorOptions? api = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        Service service = new(await Workplace.CreateAsync(api), account);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            service._workplace.Environment[name] = value;
        return service;
    }

    public SeedreamProcess Start()
    {
        string[] where = _account is null ? [] : ["--storage", _account];
        Address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{FreePort()}"));
        SeedreamProcess host = _workplace.Start(["serve", "--urls", Address.ToString(), .. where]);
        _hosts.Add(host);
        return host;
    }

    public Task DropAsync(string name, string content) =>
        Storage.Prompts.PutAsync(name, System.Text.Encoding.UTF8.GetBytes(content), "text/csv", CancellationToken.None);

    public static string Rows(int count, string what = "poster") =>
        "prompt\n" + string.Concat(Enumerable.Range(1, count).Select(row => FormattableString.Invariant($"{what} number {row}\n")));

    /// <summary>Waits until so many batches are on record and all of them have ended.</summary>
    public async Task<IReadOnlyList<BatchRecord>> BatchesEndedAsync(int count)
    {
        List<BatchRecord> batches = [];
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    batches = await new BatchStore(Storage).ListAsync(CancellationToken.None).ToListAsync();
                }
                catch (StorageUnusableException)
                {
                    return false;
                }

                return batches.Count >= count && batches.TrueForAll(batch => batch.CompletedAt is not null);
            },
            $"{count} batches to end; {string.Join("\n--- ", _hosts.Select(host => host.ErrorSoFar))}");
        Assert.Equal(count, batches.Count);
        return batches;
    }

    /// <summary>Waits until nothing is open any more and so many single jobs have their manifest.</summary>
    public Task JobsEndedAsync(int count) => Eventually.IsTrueAsync(
        async () => Api.Account.Paid >= count
            && await CountAsync(Storage.State, StateLayout.Open) == 0
            && await CountAsync(Storage.Images, "jobs/", "/manifest.json") == count,
        $"{count} jobs to end; paid {Api.Account.Paid}");

    /// <summary>So many were paid for, each once.</summary>
    public void IsPaidOnce(int jobs)
    {
        Assert.Empty(Api.Account.DuplicateMarkers);
        Assert.Equal((jobs, jobs), (Api.Account.Paid, Api.Account.Wanted));
        Assert.Equal(0, Api.Account.TokenLeaks);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SeedreamProcess host in _hosts)
            host.Dispose();
        await _workplace.DisposeAsync();
    }

    public static async Task<int> CountAsync(IObjectStore store, string prefix, string end = "") =>
        await store.ListAsync(prefix, CancellationToken.None).CountAsync(found => found.Name.EndsWith(end, StringComparison.Ordinal));

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
