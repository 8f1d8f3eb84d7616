using Seedream.Core.RunComfy;

namespace Seedream.Api.Health;

/// <summary>The account's balance, asked for at most every so often, however many look.</summary>
public sealed class AccountBalance : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly RunComfyClient _client;
    private readonly RunComfyOptions _api;
    private readonly ApiOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private (Balance? Balance, string? ErrorCode, long At)? _last;

    public AccountBalance(RunComfyClient client, RunComfyOptions api, ApiOptions options, TimeProvider clock)
    {
        _client = client;
        _api = api;
        _options = options;
        _clock = clock;
    }

    public void Dispose() => _asking.Dispose();

    /// <summary>The balance, or the code of why it cannot be seen.</summary>
    internal async Task<(Balance? Balance, string? ErrorCode)> GetAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(_api.ApiToken))
            return (null, "API401");
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || _clock.GetElapsedTime(last.At) >= TimeSpan.FromSeconds(_options.BalanceSeconds))
            {
                (Balance? balance, string? code) = await AskAsync(cancellationToken);
                _last = last = (balance, code, _clock.GetTimestamp());
            }

            return (last.Balance, last.ErrorCode);
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task<(Balance? Balance, string? ErrorCode)> AskAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return (await _client.GetBalanceAsync(patience.Token), null);
        }
        catch (RunComfyException exception)
        {
            return (null, exception.Code);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "API500");
        }
    }
}
