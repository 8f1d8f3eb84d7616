using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Jobs;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Core.Settings;
using Seedream.Core.Storage;
using Seedream.Core.Submission;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Waiting;

/// <summary>The activities of the pipeline as hosts wire them, against an API on this machine whose answers a test chooses, with a clock that it moves.</summary>
internal sealed class AnswerFixture : IAsyncDisposable
{
    public const string Token = "the-token-that-submitted";
    private readonly ConcurrentDictionary<string, Func<LoopbackExchange, Task>> _answers = new();
    private readonly ServiceProvider _services;
    private readonly LoopbackServer _server;

    public AnswerFixture(Dictionary<string, string?>? settings = null)
    {
        _server = new LoopbackServer(exchange => _answers.TryGetValue(exchange.Request.Path, out Func<LoopbackExchange, Task>? answer)
            ? answer(exchange)
            : exchange.AnswerAsync(404, "<html>no such page</html>", "Content-Type: text/html"));
        Storage = new PipelineStorage(new MemoryObjectStore(), new MemoryObjectStore(), new MemoryObjectStore());
        Dictionary<string, string?> all = new(StringComparer.Ordinal) { ["Seedream:RunComfy:BaseUrl"] = _server.Url.ToString(), ["Seedream:RunComfy:ApiToken"] = Token };
        foreach ((string name, string? value) in settings ?? [])
            all["Seedream:" + name] = value;
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(Storage);
        services.AddPipeline(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        _services = services.BuildServiceProvider();
        Knows();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public PipelineStorage Storage { get; }

    public BatchShare Share { get; private set; } = null!;

    public string Url => _server.Url.ToString();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public int Calls(string path) => _server.Requests.Count(request => request.Path == path);

    public int Submissions => Calls("/v1/models/" + RunComfyOptions.DefaultModel) - _server.Requests.Count(request => request.Path == "/v1/models/" + RunComfyOptions.DefaultModel && request.Method == "GET");

    public AnswerFixture On(string path, int status, string body, string type = "application/json")
    {
        _answers[path] = exchange => exchange.AnswerAsync(status, Encoding.UTF8.GetBytes(body), $"Content-Type: {type}");
        return this;
    }

    public AnswerFixture OnStatus(int status, string body) => On("/v1/requests/r1/status", status, body);

    public AnswerFixture OnResult(int status, string body) => On("/v1/requests/r1/result", status, body);

    public AnswerFixture OnFile(byte[] bytes)
    {
        _answers["/image.png"] = exchange => exchange.AnswerAsync(200, bytes, "Content-Type: image/png");
        return this;
    }

    /// <summary>The model is asked for and submitted to at one address.</summary>
    public AnswerFixture OnModel(int status, string body, int submitStatus, string submitBody)
    {
        _answers["/v1/models/" + RunComfyOptions.DefaultModel] = exchange => exchange.Request.Method == "GET"
            ? exchange.AnswerAsync(status, body)
            : exchange.AnswerAsync(submitStatus, submitBody);
        return this;
    }

    /// <summary>Everything that is asked beforehand is answered well.</summary>
    public AnswerFixture Knows() => On("/prod/v2/balance", 200, """{"balance_usd":10,"currency":"USD"}""")
        .OnModel(200, """{"base_price_usd":0.03,"price_unit":"output"}""", 200, """{"request_id":"r1"}""");

    /// <summary>A batch, and the ticket of its first row, submitted just now.</summary>
    public async Task<Ticket> SubmittedAsync(string? token = Token, int rows = 1)
    {
        await AcceptAsync(rows);
        LedgerRecord record = new()
        {
            Row = 1,
            Attempt = 1,
            State = LedgerState.Submitted,
            Host = "host",
            ReservedAt = Clock.GetUtcNow(),
            SubmittedAt = Clock.GetUtcNow(),
            RequestId = "r1",
            Submissions = 1,
            Token = TokenPrint.Of(token),
        };
        await Storage.State.PutAsync(StateLayout.Ledger(Share.Batch, 1, 1), JsonSerializer.SerializeToUtf8Bytes(record, SubmissionJson.Default.LedgerRecord), "application/json", default);
        return new Ticket { Row = 1, Attempt = 1, RequestId = "r1", SubmittedAt = Clock.GetUtcNow().ToUnixTimeMilliseconds(), Class = 1 };
    }

    public async Task AcceptAsync(int rows)
    {
        byte[] content = Encoding.UTF8.GetBytes("prompt\n" + string.Concat(Enumerable.Range(1, rows).Select(row => $"{row} a fox\n")));
        AcceptedBatch accepted = await Get<BatchIntake>().AcceptAsync(_ => Task.FromResult<Stream>(new MemoryStream(content)), "foxes.csv", new JobDefaults(), 1, 0.03m, default);
        Share = new BatchShare { Batch = accepted.Batch.Id, Round = 1 };
    }

    public Task<CheckedJobs> CheckAsync(Ticket ticket) =>
        Get<IActivity<CheckJobsInput, CheckedJobs>>().RunAsync(new CheckJobsInput { Share = Share, Tickets = [ticket] }, default);

    public Task<CheckedJobs> CollectAsync(Ticket ticket) =>
        Get<IActivity<CollectImagesInput, CheckedJobs>>().RunAsync(new CollectImagesInput { Share = Share, Tickets = [ticket with { Finished = true }] }, default);

    public Task<SubmittedJobs> SubmitAsync(params int[] rows) =>
        Get<IActivity<SubmitJobsInput, SubmittedJobs>>().RunAsync(new SubmitJobsInput { Share = Share, Jobs = [.. rows.Select(row => new Job { Row = row, Attempt = 1 })] }, default);

    public async Task<JobOutcome> OutcomeAsync() => (await Get<OutcomeStore>().ReadAsync(Share.Batch, 1, 1, default))!;

    public Task<StopMarker?> HaltAsync() => Get<StopMarkers>().ReadHaltAsync(Share.Batch, 1, default);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }
}
