using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Jobs;
using Seedream.Core.RunComfy;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.RunComfy;

/// <summary>A client over a stubbed network with a clock that stands still.</summary>
internal sealed class ApiFixture : IDisposable
{
    public const string Token = "rc_SECRET-token.0123456789/abc+def==";
    public const string Prompt = "a red fox nobody may log";

    private readonly HttpClient _http;

    public ApiFixture()
    {
        _http = new HttpClient(Network) { Timeout = Timeout.InfiniteTimeSpan };
        CoolDown = new CoolDown(Time, () => 0);
        Options = new RunComfyOptions { ApiToken = Token };
        Client = new RunComfyClient(_http, Options, CoolDown, Time, Log);
    }

    public StubHandler Network { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public CapturedLog<RunComfyClient> Log { get; } = new();

    public CoolDown CoolDown { get; }

    public RunComfyOptions Options { get; }

    public RunComfyClient Client { get; }

    public static JobInput Input => new() { Prompt = Prompt };

    public Task<AcceptedSubmission> SubmitAsync(CancellationToken token = default) => Client.SubmitAsync(Input, "batch.1.1", token);

    public Task CallAsync(ApiCall call, CancellationToken token = default) => call switch
    {
        ApiCall.Submit => SubmitAsync(token),
        ApiCall.Status => Client.GetStatusAsync("r1", token),
        ApiCall.Result => Client.GetResultAsync("r1", token),
        ApiCall.Cancel => Client.CancelAsync("r1", token),
        ApiCall.Model => Client.GetModelAsync(token),
        _ => Client.GetBalanceAsync(token),
    };

    public void Dispose()
    {
        _http.Dispose();
        Network.Dispose();
    }
}
