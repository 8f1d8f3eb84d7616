using Microsoft.Extensions.Logging;

namespace Seedream.Core.RunComfy;

/// <summary>What an image costs: as the API says, asked for now and then, else as configured.</summary>
public sealed partial class ImagePrice : IDisposable
{
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan BelievedWithoutAnswer = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly RunComfyClient _client;
    private readonly RunComfyOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ImagePrice> _logger;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private Answer? _last;

    public ImagePrice(RunComfyClient client, RunComfyOptions options, TimeProvider clock, ILogger<ImagePrice> logger)
    {
        _client = client;
        _options = options;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>US dollars per image. Never fails for want of an answer: then it is the configured price.</summary>
    public async Task<decimal> GetAsync(CancellationToken cancellationToken)
    {
        if (Known() is { } price)
            return price;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (Known() is { } meanwhile)
                return meanwhile;
            (decimal asked, bool answered) = await AskAsync(cancellationToken);
            _last = new Answer(asked, _clock.GetTimestamp(), answered ? Believed : BelievedWithoutAnswer);
            return asked;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private decimal? Known() => _last is { } last && _clock.GetElapsedTime(last.At) < last.Lifetime ? last.Price : null;

    private async Task<(decimal Price, bool Answered)> AskAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            ModelInfo model = await _client.GetModelAsync(patience.Token);
            // A price per second or megapixel is none per image; nothing is submitted at it (Preflight).
            return model.BasePriceUsd is { } price and > 0 && PriceUnit.IsPerImage(model.PriceUnit) ? (price, true) : (_options.PricePerImage, true);
        }
        catch (Exception exception) when (exception is RunComfyException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogConfigured(_options.PricePerImage, exception.Message);
            return (_options.PricePerImage, false);
        }
    }

    private sealed record Answer(decimal Price, long At, TimeSpan Lifetime);

    [LoggerMessage(1040, LogLevel.Information, "The API does not tell its price; the configured one is used: ${Price} per image ({Reason})")]
    private partial void LogConfigured(decimal price, string reason);
}
