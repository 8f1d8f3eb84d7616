using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Seedream.Azure.Storage;
using Seedream.Core.Batches;
using Seedream.Core.Drops;
using Seedream.Core.Storage;
using Seedream.Fixtures;
using Seedream.Local.Tests.Support;
using Seedream.Simulator;
using Seedream.Simulator.Scheduling;

namespace Seedream.Local.Tests.Upgrading;

/// <summary>What the release before left, the API that knows its requests, and today's <c>seedream</c> on both.</summary>
internal sealed class UpdatedHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly FixtureFolder _data;
    private readonly FixtureFolder _elsewhere = new();
    private readonly string? _account;
    private readonly Dictionary<string, string> _environment;
    private readonly HttpClient _http = new() { Timeout = Patience };
    private SeedreamProcess? _serve;

    private UpdatedHost(string fixture, FixtureFolder data, SimulatorServer api, string? account)
    {
        (_data, Api, _account) = (data, api, account);
        Manifest = ReleaseFixture.ReadManifest(fixture);
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Seedream__RunComfy__BaseUrl"] = api.BaseUrl.ToString(),
            ["Seedream__RunComfy__ApiToken"] = api.Token,
            ["Seedream__Serve__LookEvery"] = "00:00:00.3",
            ["Seedream__Serve__MaxQueuePoll"] = "00:00:00.3",
            ["Seedream__Drops__SweepEvery"] = "00:00:00.2",
            ["Seedream__Drops__Settle"] = "00:00:00",
            ["Seedream__Drops__Quiet"] = "00:00:00",
        };
    }

    public ReleaseManifest Manifest { get; }

    public SimulatorServer Api { get; }

    public PipelineStorage Storage => _account is null ? FolderStorage.Open(_data.Path) : AzureStorage.Open(_account);

    /// <summary>What was paid for since the update.</summary>
    public int Paid => Api.Account.Paid - Manifest.Paid;

    public static async Task<UpdatedHost> OnFolderAsync(string fixture)
    {
        FixtureFolder data = await ReleaseFixture.CopyFolderAsync(fixture);
        return new UpdatedHost(fixture, data, await ReleaseFixture.StartSimulatorAsync(fixture, data), account: null);
    }

    public static async Task<UpdatedHost> OnAccountAsync(string account)
    {
        await ReleaseFixture.UploadAsync(new BlobServiceClient(account));
        FixtureFolder data = new();
        return new UpdatedHost(ReleaseFixture.Azure, data, await ReleaseFixture.StartSimulatorAsync(ReleaseFixture.Azure, data), account);
    }

    /// <summary>Rows of a batch that no request was ever sent for.</summary>
    public static int NotBegun(ReleaseBatch batch) => batch is { Ended: false, Round: 1 } ? batch.Rows - batch.LedgerRecords : 0;

    /// <summary>The prompt file of a batch, somewhere on this machine under this name.</summary>
    public async Task<string> FileAsync(string promptFile, string name)
    {
        string path = Path.Combine(_elsewhere.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, await File.ReadAllBytesAsync(ReleaseFixture.PromptFile(promptFile)));
        return path;
    }

    /// <summary>A command, to its end.</summary>
    public async Task<ProcessEnd> RunAsync(params string[] arguments)
    {
        using SeedreamProcess process = Start(arguments);
        return await process.WaitAsync();
    }

    /// <summary>The prompt file of a batch, dropped under this name.</summary>
    public async Task DropAsync(string promptFile, string name) =>
        await Storage.Prompts.PutAsync(name, await File.ReadAllBytesAsync(ReleaseFixture.PromptFile(promptFile)), "text/csv", CancellationToken.None);

    public void Serve()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _http.BaseAddress = new Uri(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        listener.Stop();
        _serve = Start("serve", "--urls", _http.BaseAddress.ToString());
    }

    public async Task ServeAsync()
    {
        Serve();
        await Eventually.IsTrueAsync(IsListeningAsync, $"serve to listen; {_serve!.ErrorSoFar}", Patience);
    }

    /// <summary>An answer of the HTTP API.</summary>
    public async Task<HttpAnswer> PostAsync(string path, byte[]? body = null, string type = "text/csv", string? key = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body ?? []) };
        if (body is not null)
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        return new HttpAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until every dropped file was dealt with and nothing is open.</summary>
    public Task RestAsync() => Eventually.IsTrueAsync(
        async () =>
        {
            HashSet<string> known = await new DropStore(Storage, TimeProvider.System).ListAsync(CancellationToken.None);
            return await Storage.Prompts.ListAsync("", CancellationToken.None).AllAsync(file => known.Contains(DropStore.RecordOf(file)))
                && !await Storage.State.ListAsync(StateLayout.Open, CancellationToken.None).AnyAsync();
        },
        $"serve to come to rest; {_serve!.ErrorSoFar}",
        Patience);

    public Task<BatchRecord> BatchAsync(string batch) => new BatchStore(Storage).GetAsync(batch, CancellationToken.None);

    /// <summary>The batches on record, but for those of then and for files without a row that could be paid for.</summary>
    public async Task<IReadOnlyList<string>> NewBatchesAsync() =>
        [.. (await new BatchStore(Storage).ListAsync(CancellationToken.None).ToListAsync()).Where(batch => batch.Status != BatchStatus.Rejected).Select(batch => batch.Id).Except(Manifest.Batches.Select(batch => batch.Id), StringComparer.Ordinal)];

    /// <summary>Tells the test's output what a surface did with every batch of then, and what it paid for it.</summary>
    public async Task ShowAsync(string surface)
    {
        foreach (ReleaseBatch batch in Manifest.Batches)
        {
            BatchRecord now = await BatchAsync(batch.Id);
            int paid = Api.Account.Submissions.Count(made => made.Marker.StartsWith($"{batch.Id}/", StringComparison.Ordinal)) - batch.Paid.Count;
            string counts = string.Join(", ", now.Counts.Select(count => $"{count.Value} {count.Key}"));
            TestContext.Current.TestOutputHelper?.WriteLine($"| {batch.File} run {batch.Run} | {surface} | {batch.Status} r{batch.Round} -> {now.Status} r{now.Round}: {counts} | {paid} |");
        }
    }

    /// <summary>So many were paid for since the update, and no row ever got more than one picture made.</summary>
    public void HasPaid(int requests)
    {
        Assert.Equal(requests, Paid);
        // A marker is batch/row/attempt.
        Assert.Empty(Api.Account.Submissions.Where(made => made.State != SubmissionState.Failed && made.State != SubmissionState.Cancelled)
            .GroupBy(made => made.Marker[..made.Marker.LastIndexOf('/')], StringComparer.Ordinal).Where(row => row.Count() > 1).Select(row => row.Key));
    }

    public async ValueTask DisposeAsync()
    {
        _serve?.Dispose();
        _http.Dispose();
        await Api.DisposeAsync();
        _data.Dispose();
        _elsewhere.Dispose();
    }

    private SeedreamProcess Start(params string[] arguments) =>
        SeedreamProcess.Start(_environment, [.. arguments, .. _account is null ? ["--data", _data.Path] : new[] { "--storage", _account }]);

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri("/api/batches", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
