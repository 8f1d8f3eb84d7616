namespace Seedream.Core.RunComfy;

/// <summary>
/// Asks the account itself (its balance, free of charge) whether it may be used: before a refusal that may be a firewall's page
/// halts a batch, and before anything is paid for. One question serves everybody for a while. Thread-safe.
/// </summary>
public sealed class AccountStanding : IDisposable
{
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly RunComfyClient _client;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private (AccountAnswer Answer, long At)? _last;

    public AccountStanding(RunComfyClient client, TimeProvider clock)
    {
        _client = client;
        _clock = clock;
    }

    /// <summary>What the account says, at most a minute old. Never fails for want of an answer.</summary>
    public async Task<AccountAnswer> AskAsync(CancellationToken cancellationToken)
    {
        if (Known() is { } answer)
            return answer;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (Known() is { } meanwhile)
                return meanwhile;
            AccountAnswer asked = await AskNowAsync(cancellationToken);
            _last = (asked, _clock.GetTimestamp());
            return asked;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private AccountAnswer? Known() => _last is { } last && _clock.GetElapsedTime(last.At) < Believed ? last.Answer : null;

    private async Task<AccountAnswer> AskNowAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return new AccountAnswer { Balance = await _client.GetBalanceAsync(patience.Token) };
        }
        catch (AccountRefusedException refused) when (refused.Reason == AccountRefusal.Token)
        {
            // A bare 403 here too is a firewall's page in front of both; a 401 is what a server says of a token.
            bool refusesToken = refused.IsDefinite || (int?)refused.StatusCode == 401;
            return new AccountAnswer { TokenRefused = refusesToken, Trouble = refused.Message };
        }
        catch (RunComfyException exception)
        {
            return new AccountAnswer { Trouble = exception.Message };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AccountAnswer { Trouble = "the account gave no answer in time" };
        }
    }
}
