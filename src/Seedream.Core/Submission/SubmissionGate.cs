using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Submission;

/// <summary>
/// What stands before the paid POST: nothing is submitted against a known no, nothing in a crowd while it is not known whether it
/// can be submitted at all, and one page of a firewall halts nothing. One per process.
/// </summary>
public sealed partial class SubmissionGate : IDisposable
{
    private const int MostRemembered = 1_000;

    // Refusals that are no definite ones are waited out for so long before they halt a batch after all.
    private static readonly TimeSpan RefusalPatience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(3);

    private readonly Preflight _preflight;
    private readonly AccountStanding _account;
    private readonly StopMarkers _markers;
    private readonly PlanReader _plans;
    private readonly RunComfyOptions _api;
    private readonly IntakeOptions _limits;
    private readonly TimeProvider _clock;
    private readonly ILogger<SubmissionGate> _logger;
    private readonly SemaphoreSlim _alone = new(1, 1);
    private readonly ConcurrentDictionary<(string Batch, int Round), byte> _passed = new();
    private volatile bool _answered;
    private volatile bool _unknown;
    private long _refusedSince;

    public SubmissionGate(Preflight preflight, AccountStanding account, StopMarkers markers, PlanReader plans, RunComfyOptions api, IntakeOptions limits, TimeProvider clock, ILogger<SubmissionGate> logger)
    {
        _preflight = preflight;
        _account = account;
        _markers = markers;
        _plans = plans;
        _api = api;
        _limits = limits;
        _clock = clock;
        _logger = logger;
    }

    public void Dispose() => _alone.Dispose();

    /// <summary>Why nothing may be submitted for this round, in words; the batch is halted then. Null when it may.</summary>
    /// <param name="share">The round.</param>
    /// <param name="leastImages">Most images of the smallest job that is to be submitted.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<string?> FindStopAsync(BatchShare share, int leastImages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        if (_passed.ContainsKey((share.Batch, share.Round)))
            return null;
        PreflightReport report = PreflightRules.ForJob(await _preflight.CheckAsync(cancellationToken), leastImages, _api.BalanceCheck);
        if (report.StopCode is { } code)
        {
            await _markers.HaltAsync(share.Batch, share.Round, code, report.StopReason!, CancellationToken.None);
            return report.StopReason;
        }

        _unknown = report.IsUnknown;
        if (report.IsUnknown && !_answered)
            return null;
        await WarnOfBalanceAsync(share, report, cancellationToken);
        // A long-lived host sees many batches; what it forgets is asked again.
        if (_passed.Count >= MostRemembered)
            _passed.Clear();
        _passed[(share.Batch, share.Round)] = 0;
        return null;
    }

    /// <summary>
    /// Submits jobs side by side; one by itself first while nobody knows whether any can be submitted.
    /// </summary>
    /// <param name="share">The round.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="stop">Whether the batch has stopped.</param>
    /// <param name="submit">Submits one, by its index, unless the batch has stopped.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<SubmittedJobs[]> SubmitAsync(BatchShare share, IReadOnlyList<Job> jobs, StopReason stop, Func<int, StopReason, Task<SubmittedJobs>> submit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(submit);
        int first = jobs.Select((job, index) => job.KnownOnly ? -1 : index).Where(index => index >= 0).DefaultIfEmpty(-1).First();
        if (stop != StopReason.None || first < 0 || !_unknown || _answered)
            return await AllAsync(jobs, stop, submit);
        if (!await _alone.WaitAsync(TurnPatience, cancellationToken))
            return [Later(jobs)];
        try
        {
            stop = await _markers.LookAsync(share.Batch, share.Round, cancellationToken);
            if (_answered || stop != StopReason.None)
                return await AllAsync(jobs, stop, submit);
            SubmittedJobs lead = await submit(first, stop);
            int[] others = [.. Enumerable.Range(0, jobs.Count).Where(index => index != first)];
            if (!_answered && lead.Stop == StopReason.None)
                return [lead, Later([.. others.Select(index => jobs[index])])];
            return [lead, .. await Task.WhenAll(others.Select(index => submit(index, lead.Stop)))];
        }
        finally
        {
            _alone.Release();
        }
    }

    /// <summary>The API judged a submission: it knows the model and takes the token.</summary>
    public void Answered()
    {
        _answered = true;
        Interlocked.Exchange(ref _refusedSince, 0);
    }

    /// <summary>
    /// Whether a refused submission halts the batch. What the vendor itself says does; a bare 401, 402, 403 or 404 may be anybody's
    /// page, so the account is asked first.
    /// </summary>
    public async Task<bool> HaltsAsync(RunComfyException refusal, int images, CancellationToken cancellationToken)
    {
        if (refusal is AccountRefusedException { IsDefinite: true } or ModelUnknownException { IsDefinite: true })
            return true;
        if (refusal is ModelUnknownException)
            return !_answered || IsPatienceOver();
        AccountAnswer account = await _account.AskAsync(cancellationToken);
        bool isFine = refusal is AccountRefusedException { Reason: AccountRefusal.Balance }
            ? account.Usd >= images * (await _preflight.CheckAsync(cancellationToken)).PricePerImageUsd
            : account.IsFine || (!account.TokenRefused && _answered);
        return !isFine || IsPatienceOver();
    }

    private bool IsPatienceOver()
    {
        long now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        long since = Interlocked.CompareExchange(ref _refusedSince, now, 0);
        return since != 0 && now - since > (long)RefusalPatience.TotalMilliseconds;
    }

    private SubmittedJobs Later(IReadOnlyList<Job> jobs)
    {
        long later = (_clock.GetUtcNow() + TimeSpan.FromSeconds(1)).ToUnixTimeMilliseconds();
        return new SubmittedJobs { Deferred = [.. jobs.Select(job => job with { NotBefore = Math.Max(job.NotBefore, later) })] };
    }

    private static Task<SubmittedJobs[]> AllAsync(IReadOnlyList<Job> jobs, StopReason stop, Func<int, StopReason, Task<SubmittedJobs>> submit) =>
        Task.WhenAll(Enumerable.Range(0, jobs.Count).Select(index => submit(index, stop)));

    // Where somebody can be asked it was said before; here nobody can, and it halts cleanly when the balance is used up.
    private async Task WarnOfBalanceAsync(BatchShare share, PreflightReport report, CancellationToken cancellationToken)
    {
        if (report.Balance is null || report.BalanceBelow(_limits.MaxImages) is not { } usd)
            return;
        if (await _plans.ReadSummaryAsync(share.Batch, cancellationToken) is { } plan && plan.MostImages * report.PricePerImageUsd is var most && usd < most)
            LogLowBalance(share.Batch, usd, most);
    }

    [LoggerMessage(2011, LogLevel.Warning, "Batch {Batch} can cost up to ${Most} and the account has ${Balance}: it halts when that is used up, and retry goes on")]
    private partial void LogLowBalance(string batch, decimal balance, decimal most);
}
