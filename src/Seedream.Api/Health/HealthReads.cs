using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;

namespace Seedream.Api.Health;

/// <summary>Tells whoever watches over the service how it is: 200 when ready, 503 when not. Open to all, so it says no more than that.</summary>
public sealed partial class HealthReads
{
    private const string Ok = "ok";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly PipelineStorage _storage;
    private readonly RunComfyOptions _api;
    private readonly ILogger<HealthReads> _logger;

    public HealthReads(PipelineStorage storage, RunComfyOptions api, ILogger<HealthReads> logger)
    {
        _storage = storage;
        _api = api;
        _logger = logger;
    }

    public async Task<IResult> GetAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = new Query(context.Request);
        CancellationToken gone = context.RequestAborted;
        Task<string> reachable = CheckAsync("storage", stop => Task.WhenAll(_storage.Prompts.TryGetInfoAsync("health", stop), _storage.Images.TryGetInfoAsync("health", stop)), gone);
        Task<string> writable = CheckAsync("state", _storage.State.EnsureWritableAsync, gone);
        Dictionary<string, string> checks = new(StringComparer.Ordinal)
        {
            ["storage_reachable"] = await reachable,
            ["state_writable"] = await writable,
            ["token_present"] = string.IsNullOrWhiteSpace(_api.ApiToken) ? "missing" : Ok,
        };
        bool ready = checks.Values.All(check => check == Ok);
        HealthDocument health = new() { Ready = ready, Checks = checks };
        return new JsonResult<HealthDocument>(health, ApiJson.Default.HealthDocument, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<string> CheckAsync(string what, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await check(patience.Token).WaitAsync(patience.Token);
            return Ok;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception, what);
            return exception is OperationCanceledException ? "no answer" : "failed";
        }
    }

    [LoggerMessage(7010, LogLevel.Warning, "Health check {What} failed")]
    private partial void LogFailed(Exception exception, string what);
}
