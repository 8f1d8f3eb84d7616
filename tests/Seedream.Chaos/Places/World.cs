using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Seedream.Azure.Storage;
using Seedream.Chaos.Processes;
using Seedream.Core.Storage;
using Seedream.Simulator;

namespace Seedream.Chaos.Places;

/// <summary>The simulated API with its faults, the storage, and what every process is told of them.</summary>
internal sealed class World : IAsyncDisposable
{
    // Whole cents, so that sums are easy to read; the same whether it is asked for or configured.
    private const decimal Price = 0.03m;
    private readonly SmallDisk? _disk;
    private int _port;

    private World(ChaosOptions options, string folder, SimulatorServer api, SmallDisk? disk, AzuriteProcess? azurite)
    {
        Options = options;
        Folder = folder;
        Api = api;
        _disk = disk;
        Azurite = azurite;
        _port = options.Port;
        Environment["Seedream__RunComfy__BaseUrl"] = api.BaseUrl.ToString();
        Environment["Seedream__RunComfy__ApiToken"] = api.Token;
        foreach ((string name, string value) in Settings)
            Environment[$"Seedream__{name}"] = value;
    }

    // Time-outs short enough that what hangs does not stand in the way of the next trouble.
    private static IEnumerable<(string Name, string Value)> Settings =>
    [
        ("RunComfy__SubmitTimeout", "00:00:05"), ("RunComfy__CallTimeout", "00:00:05"), ("RunComfy__DownloadTimeout", "00:00:10"),
        ("RunComfy__PricePerImage", Price.ToString(CultureInfo.InvariantCulture)), ("Waiting__MaxInterval", "00:00:01"), ("Waiting__NotFoundGrace", "00:00:12"), ("Jobs__MaxParallel", "40"), ("Serve__LookEvery", "00:00:00.5"), ("Serve__MaxQueuePoll", "00:00:00.3"),
        ("Serve__Visibility", "00:00:03"), ("Drops__SweepEvery", "00:00:00.5"), ("Drops__Settle", "00:00:01"), ("Drops__Quiet", "00:00:05"),
    ];

    public ChaosOptions Options { get; }

    public CampaignReport Report { get; } = new();

    public Orders Orders { get; } = new();

    /// <summary>Submissions (<c>batch/row/attempt</c>) whose ledger records were spoilt on purpose, with the records' names.</summary>
    public ConcurrentDictionary<string, string> Damaged { get; } = new(StringComparer.Ordinal);

    public string Folder { get; }

    public SimulatorServer Api { get; }

    public AzuriteProcess? Azurite { get; }

    public SmallDisk? Disk => _disk is { CanBeFilled: true } ? _disk : null;

    public string Data => _disk?.Folder ?? Path.Combine(Folder, "data");

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Storage as seen from here, without what the processes remember of it.</summary>
    public PipelineStorage Open() => Azurite is null
        ? FolderStorage.Open(Data, new FolderStoreOptions { MinimumFreeBytes = 0 })
        : AzureStorage.Open(Azurite.Account);

    /// <summary>When storage was last in trouble; commands that ran then may say that it cannot be used.</summary>
    public long StorageTroubleAt { get; private set; } = long.MinValue / 2;

    public void NoteStorageTrouble() => StorageTroubleAt = Stopwatch.GetTimestamp();

    public int NextPort() => Interlocked.Increment(ref _port);

    public SeedreamProcess Start(params string[] arguments) => Start(null, arguments);

    public SeedreamProcess Start(FalseClock? clock, params string[] arguments)
    {
        string[] where = Azurite is null ? ["--data", Data] : ["--storage", Azurite.Account];
        Dictionary<string, string> environment = new(Environment, StringComparer.Ordinal);
        foreach ((string name, string value) in clock?.Environment ?? [])
            environment[name] = value;
        return new SeedreamProcess(environment, [.. arguments, .. where]);
    }

    public static async Task<World> CreateAsync(ChaosOptions options)
    {
        string folder = options.Folder ?? Directory.CreateTempSubdirectory("seedream-chaos-").FullName;
        Directory.CreateDirectory(folder);
        SimulatorServer api = await SimulatorServer.StartAsync(new SimulatorOptions
        {
            Seed = options.Seed,
            MedianSeconds = 0.6,
            Capacity = 48,
            TinyImages = true,
            ImageBytes = 3000,
            BalanceUsd = 1_000_000m,
            EchoInput = true,
            PricePerImage = Price,
            BillFailures = options.Seed % 2 == 0,
            Faults = Weather.Create(),
        });
        SmallDisk? disk = options.Storage == StorageKind.Folders ? await SmallDisk.CreateAsync(Path.Combine(folder, "disk")) : null;
        AzuriteProcess? azurite = options.Storage == StorageKind.Azurite ? await AzuriteProcess.StartAsync(Path.Combine(folder, "azurite")) : null;
        return new World(options, folder, api, disk, azurite);
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        if (Azurite is not null)
            await Azurite.DisposeAsync();
        if (_disk is not null && !Options.Keep && Report.Violations.Count == 0)
            await _disk.DisposeAsync();
        if (!Options.Keep && Report.Violations.Count == 0)
            Directory.Delete(Folder, recursive: true);
    }
}
