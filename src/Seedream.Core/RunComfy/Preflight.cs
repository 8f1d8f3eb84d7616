using Microsoft.Extensions.Logging;

namespace Seedream.Core.RunComfy;

/// <summary>
/// Asks, free of charge, before the first paid call: is the token accepted, the model known, its price one that can be counted, the
/// balance enough for a job. A no stops; what cannot be found out is a warning for the default model, since these calls are
/// documented by clients of the vendor only, and a no for any other. One answer serves everybody for a minute. Thread-safe.
/// </summary>
public sealed partial class Preflight : IDisposable
{
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly RunComfyClient _client;
    private readonly AccountStanding _account;
    private readonly RunComfyOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<Preflight> _logger;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private (PreflightReport Report, long At)? _last;

    public Preflight(RunComfyClient client, AccountStanding account, RunComfyOptions options, TimeProvider clock, ILogger<Preflight> logger)
    {
        _client = client;
        _account = account;
        _options = options;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>What is known now. Never fails for want of an answer.</summary>
    public async Task<PreflightReport> CheckAsync(CancellationToken cancellationToken)
    {
        if (Known() is { } report)
            return report;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (Known() is { } meanwhile)
                return meanwhile;
            PreflightReport asked = await AskAsync(cancellationToken);
            _last = (asked, _clock.GetTimestamp());
            foreach (string warning in asked.Warnings)
                LogWarning(warning);
            return asked;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private PreflightReport? Known() => _last is { } last && _clock.GetElapsedTime(last.At) < Believed ? last.Report : null;

    private async Task<PreflightReport> AskAsync(CancellationToken cancellationToken)
    {
        Task<(ModelInfo? Model, RunComfyException? Trouble)> asking = AskModelAsync(cancellationToken);
        AccountAnswer account = await _account.AskAsync(cancellationToken);
        (ModelInfo? model, RunComfyException? trouble) = await asking;
        return PreflightRules.Judge(_options, account, model, trouble);
    }

    private async Task<(ModelInfo? Model, RunComfyException? Trouble)> AskModelAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return (await _client.GetModelAsync(patience.Token), null);
        }
        catch (RunComfyException exception)
        {
            return (null, exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new UnclearAnswerException("the model's price was not told in time"));
        }
    }

    [LoggerMessage(1041, LogLevel.Warning, "Before submitting: {Warning}")]
    private partial void LogWarning(string warning);
}
