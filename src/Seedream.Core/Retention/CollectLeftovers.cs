using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;

namespace Seedream.Core.Retention;

/// <summary>
/// Asks again, free of charge, for what was paid for and is not in storage: each leftover that is due becomes a collecting round
/// of its batch. For a host to call now and then.
/// </summary>
public sealed partial class CollectLeftovers(LeftoverStore leftovers, BatchStore batches, BatchRounds rounds, IPipelineStarter starter, HousekeepingOptions options, TimeProvider clock, ILogger<CollectLeftovers> logger)
{
    /// <summary>One pass. The number of rounds it started.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int started = 0;
        await foreach (Leftover leftover in leftovers.ListAsync(cancellationToken))
        {
            try
            {
                if (await CollectAsync(leftover, cancellationToken))
                    started++;
            }
            catch (Exception exception) when (exception is BatchHeldException or BatchNotEndedException or BatchNotFoundException)
            {
                // Somebody works on it, or purges it: the next pass sees what is left then.
                LogLater(leftover.Batch, exception.Message);
            }
        }

        return started;
    }

    private async Task<bool> CollectAsync(Leftover leftover, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now < leftover.DueAt(options.CollectAfter))
            return false;
        if (await batches.FindAsync(leftover.Batch, cancellationToken) is not { } batch)
        {
            await leftovers.RemoveAsync(leftover.Batch, cancellationToken);
            return false;
        }

        if (batch.CompletedAt is null)
            return false;
        RoundPreview round = await rounds.BeginCollectAsync(leftover.Batch, starter.Owner, cancellationToken);
        if (round.Rows == 0)
        {
            await leftovers.RemoveAsync(leftover.Batch, cancellationToken);
            return false;
        }

        await starter.StartAsync(leftover.Batch, round.Round, cancellationToken);
        rounds.Forget(leftover.Batch);
        LogAsked(leftover.Batch, round.Rows, leftover.Tries + 1);
        // The last try: what it does not bring is left to a person.
        if (now - leftover.Since > options.CollectFor)
            await leftovers.RemoveAsync(leftover.Batch, cancellationToken);
        else
            await leftovers.TriedAsync(leftover, cancellationToken);
        return true;
    }

    [LoggerMessage(5050, LogLevel.Information, "{Rows} rows of {Batch} that were paid for are asked for again (try {Try})")]
    private partial void LogAsked(string batch, int rows, int @try);

    [LoggerMessage(5051, LogLevel.Information, "What is left of {Batch} is not asked for now: {Reason}")]
    private partial void LogLater(string batch, string reason);
}
