using System.Collections.Concurrent;
using Seedream.Core.Collecting;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Collecting;

/// <summary>A collector as hosts wire it, against a file server on this machine; every path is answered by its own script.</summary>
internal sealed class CollectFixture : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<LoopbackExchange, int, Task>> _scripts = new();
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly HttpClient _http;
    private readonly SocketsHttpHandler _handler;

    public CollectFixture(TimeProvider? time = null)
    {
        Server = new LoopbackServer(exchange => _scripts[exchange.Request.Path](exchange, _calls.AddOrUpdate(exchange.Request.Path, 1, (_, n) => n + 1)));
        Options = new RunComfyOptions { BaseUrl = Server.Url, ApiToken = "secret-token" };
        _handler = RunComfyRegistration.CreateDownloadHandler(Options);
        _http = new HttpClient(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        Collector = new Collector(_http, Options, time ?? new HurriedTime(), Log);
    }

    public LoopbackServer Server { get; }

    public RunComfyOptions Options { get; }

    public Collector Collector { get; }

    public CapturedLog<Collector> Log { get; } = new();

    public MemoryObjectStore Images { get; } = new();

    public int Refreshes { get; private set; }

    /// <summary>What a refresh gives; none by default.</summary>
    public Func<RequestResult>? Fresh { get; set; }

    /// <summary>Answers a path; the script gets the number of the call, from 1.</summary>
    public string Serve(string path, Func<LoopbackExchange, int, Task> script)
    {
        _scripts[path] = script;
        return new Uri(Server.Url, path).AbsoluteUri + "?sig=hidden";
    }

    public string Serve(string path, byte[] body, string type = "image/png") =>
        Serve(path, (exchange, _) => exchange.AnswerAsync(200, body, $"Content-Type: {type}"));

    public int Calls(string path) => _calls.GetValueOrDefault(path);

    public static RequestResult Result(params string[] urls) => new() { Phase = RequestPhase.Completed, Word = "succeeded", OutputUrls = urls };

    public Task<CollectedFiles> CollectAsync(params string[] urls) => CollectAsync(Images, default, urls);

    public Task<CollectedFiles> CollectAsync(IObjectStore images, CancellationToken token, params string[] urls) =>
        Collector.CollectAsync(images, "batch/", "00017-a-red-fox", Result(urls), RefreshAsync, token);

    public async Task<CollectFailedException> FailAsync(params string[] urls)
    {
        var exception = await Assert.ThrowsAsync<CollectFailedException>(() => CollectAsync(urls));
        Assert.Contains(CollectCodes.All, entry => entry.Code == exception.Code);
        Assert.DoesNotContain("hidden", exception.Message + Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Requests, request => request.Headers.ContainsKey("Authorization"));
        Assert.Equal(0, Images.OpenWriters);
        return exception;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _handler.Dispose();
        await Server.DisposeAsync();
    }

    private Task<RequestResult> RefreshAsync(CancellationToken token)
    {
        Refreshes++;
        return Task.FromResult(Fresh?.Invoke() ?? Result());
    }
}
