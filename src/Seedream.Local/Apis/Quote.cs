using Seedream.Core.RunComfy;
using Seedream.Local.Configuration;

namespace Seedream.Local.Apis;

/// <summary>What an image costs and what is on the account, as far as it can be read.</summary>
/// <param name="PricePerImage">US dollars.</param>
/// <param name="IsFromApi">False when the configured price is used.</param>
/// <param name="Balance">What is left; null if it could not be read.</param>
/// <param name="Note">Why something could not be read.</param>
internal sealed record Quote(decimal PricePerImage, bool IsFromApi, Balance? Balance, string? Note)
{
    // Nobody waits long for a price that is only asked for to be shown.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The configured price, without asking anybody.</summary>
    public static Quote Configured(Engine engine) => new(engine.Get<RunComfyOptions>().PricePerImage, IsFromApi: false, Balance: null, Note: null);

    /// <summary>Asks the API; what it does not tell is taken from the settings, with a note.</summary>
    public static async Task<Quote> AskAsync(Engine engine, CancellationToken cancellationToken)
    {
        RunComfyClient client = engine.Get<RunComfyClient>();
        Task<(ModelInfo? Value, string? Trouble)> model = TryAsync(client.GetModelAsync, cancellationToken);
        Task<(Balance? Value, string? Trouble)> balance = TryAsync(client.GetBalanceAsync, cancellationToken);
        (ModelInfo? info, string? trouble) = await model;
        (Balance? left, _) = await balance;
        decimal configured = engine.Get<RunComfyOptions>().PricePerImage;
        return info?.BasePriceUsd is { } price and > 0
            ? new Quote(price, IsFromApi: true, left, Note: null)
            : new Quote(configured, IsFromApi: false, left, $"the price could not be read from the API ({trouble ?? "it names none"}); the configured one is used");
    }

    private static async Task<(T? Value, string? Trouble)> TryAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return (await ask(patience.Token), null);
        }
        catch (RunComfyException exception)
        {
            return (null, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "no answer in time");
        }
    }
}
