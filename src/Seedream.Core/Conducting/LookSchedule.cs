using Seedream.Core.Waiting;

namespace Seedream.Core.Conducting;

/// <summary>
/// When to look at a ticket: the first look falls where the job may begin to be finished, later ones come at intervals that
/// fit the remaining uncertainty. Pure arithmetic on what the board knows. Times are Unix milliseconds.
/// </summary>
public static class LookSchedule
{
    // Jobs of a class nothing is known of yet: the oldest few are looked at early and often, and teach the others.
    private const int Scouts = 3;
    private const double FirstScoutMs = 100;

    // First look this many mean deviations before the mean, and more where one deviation is long: being late then costs more
    // than a look. These numbers come from a sweep in virtual time (WaitingPolicyTests): where 64 jobs of 8 s run at a time they
    // need 4.6 requests per job, all counted, for a mean lag of 0.9 s, which is less than that of a poll every 2 s. Likely
    // intervals of 1.9 s: 4.0 for 1.2 s; first looks half a deviation earlier: 5.1 for 0.85 s.
    private const double FirstLookDeviations = 0.85;
    private const double FirstLookDeviationsPerSecond = 0.1;
    private const double MostFirstLookDeviations = 2;

    // Later looks come this many mean deviations apart, and never further apart than a person who watches would bear, while
    // the job may finish any moment.
    private const double IntervalDeviations = 1;
    private const double LikelyIntervalMs = 1_050;

    // From this many mean deviations before the mean on, the result itself is asked for: later (0) costs 0.3 requests per job
    // more, always saves 0.1 more and asks for queued jobs in vain.
    private const double ResultDeviations = 1;

    // A job that outlasts what is usual is looked at ever more rarely: after this share of its delay so far.
    private const double OverdueShare = 0.125;

    // All but the scouts wait for what those find out, and for this many times the expected duration if they find nothing.
    private const double UnlearnedPriors = 1.5;

    /// <summary>When the ticket is due, before rounding to the grid.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="estimate">What was learned for its class; null if nothing yet.</param>
    /// <param name="drainPerSecond">Speed of the API's queue; 0 while unknown.</param>
    /// <param name="rank">Its place by age among the tickets of its class.</param>
    /// <param name="settings">Bounds.</param>
    public static long DueAt(Ticket ticket, DurationEstimate? estimate, double drainPerSecond, int rank, BoardSettings settings)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(settings);
        double due = ticket.QueuePosition is { } position
            ? ticket.LastLook + QueuedInterval(position, estimate, drainPerSecond, ticket, settings)
            : estimate is null
                ? Unlearned(ticket, rank, settings)
                : Learned(ticket, estimate, settings);
        return Math.Max((long)due, ticket.NotBefore);
    }

    /// <summary>
    /// True when the job has probably finished: then its result is asked for at once. If it is there, that was one call for two;
    /// if not, the answer says so as the status would. What is queued has a place in the queue, which only the status tells.
    /// </summary>
    public static bool IsProbablyFinished(Ticket ticket, DurationEstimate? estimate, long time)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return estimate is not null && ticket.QueuePosition is null && !ticket.StatusOnly
            && time >= ticket.SubmittedAt + ((estimate.MeanSeconds - (ResultDeviations * estimate.DeviationSeconds)) * 1000);
    }

    /// <summary>The grid on which looks fall: an eighth of the typical uncertainty, so that grouping costs little lag.</summary>
    public static long GridMs(double smallestDeviationSeconds, BoardSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Math.Clamp((long)(smallestDeviationSeconds * 1000 / 8), settings.GridMs, Math.Max(settings.GridMs, 2_000));
    }

    private static double Learned(Ticket ticket, DurationEstimate estimate, BoardSettings settings)
    {
        double mean = estimate.MeanSeconds * 1000;
        double deviation = Math.Max(estimate.DeviationSeconds * 1000, settings.GridMs);
        if (ticket.Looks == 0)
        {
            double ahead = Math.Min(MostFirstLookDeviations, FirstLookDeviations + (FirstLookDeviationsPerSecond * deviation / 1000));
            return ticket.SubmittedAt + Math.Max(0, mean - (ahead * deviation));
        }

        double overdue = Math.Max(0, ticket.LastLook - ticket.SubmittedAt - mean - (2 * deviation));
        double interval = Math.Max(Math.Min(IntervalDeviations * deviation, LikelyIntervalMs), overdue * OverdueShare);
        return ticket.LastLook + Clamp(interval, settings);
    }

    private static double Unlearned(Ticket ticket, int rank, BoardSettings settings)
    {
        double prior = new JobClass(ticket.Class).PriorSeconds * 1000;
        if (rank >= Scouts)
            return ticket.Looks == 0 ? ticket.SubmittedAt + (prior * UnlearnedPriors) : ticket.LastLook + Clamp(prior / 4, settings);
        return ticket.Looks == 0
            ? ticket.SubmittedAt + Math.Min(FirstScoutMs, prior)
            : ticket.LastLook + Clamp(Math.Min(FirstScoutMs * Math.Pow(2, Math.Min(ticket.Looks, 20)), prior / 5), settings);
    }

    // A queued job cannot finish before its turn has come: it is looked at again when three quarters of the queue before it
    // should have gone.
    private static double QueuedInterval(int position, DurationEstimate? estimate, double drainPerSecond, Ticket ticket, BoardSettings settings)
    {
        double mean = (estimate?.MeanSeconds ?? new JobClass(ticket.Class).PriorSeconds) * 1000;
        double wait = drainPerSecond > 0 ? 750.0 * position / drainPerSecond : mean / 3;
        double least = estimate is null ? mean / 6 : Math.Max(IntervalDeviations * estimate.DeviationSeconds * 1000, settings.GridMs);
        return Clamp(Math.Max(wait, least), settings);
    }

    private static double Clamp(double interval, BoardSettings settings) =>
        Math.Clamp(interval, settings.GridMs, Math.Max(settings.GridMs, settings.MaxIntervalMs));
}
