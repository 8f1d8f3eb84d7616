using Seedream.Core.Waiting;

namespace Seedream.Core.Conducting;

/// <summary>What a board has learned of how long jobs take and how fast the API's queue moves, and so when tickets are due.</summary>
internal sealed class Looks(BoardSettings settings, BoardState saved)
{
    private readonly Dictionary<int, DurationEstimate> _estimates = new(saved.Estimates);

    /// <summary>Places by which the API's queue moves per second; 0 while unknown.</summary>
    public double DrainPerSecond { get; private set; } = saved.DrainPerSecond;

    public Dictionary<int, DurationEstimate> Estimates => new(_estimates);

    public void Learn(int jobClass, double seconds) =>
        _estimates[jobClass] = (_estimates.GetValueOrDefault(jobClass) ?? new DurationEstimate()).With(seconds);

    /// <summary>The same ticket at two looks: if it was queued at both, the queue's speed can be told.</summary>
    public void LearnQueue(Ticket before, Ticket after)
    {
        if (before.QueuePosition is not { } from || after.QueuePosition is not { } to || to >= from || after.LastLook <= before.LastLook)
            return;
        double seen = (from - to) * 1000.0 / (after.LastLook - before.LastLook);
        DrainPerSecond = Math.Round(DrainPerSecond == 0 ? seen : DrainPerSecond + (0.2 * (seen - DrainPerSecond)), 4);
    }

    /// <summary>When each of the waiting tickets is due. Those being looked at just now count for who is a scout.</summary>
    /// <param name="waiting">The tickets.</param>
    /// <param name="areLast">Nothing comes after them.</param>
    public Func<Ticket, long> DueTimes(IEnumerable<Ticket> waiting, bool areLast)
    {
        Dictionary<int, int> ranks = RanksOfUnlearned(waiting);
        BoardSettings bounds = areLast ? settings.ForTheLast() : settings;
        long grid = LookSchedule.GridMs(_estimates.Count == 0 ? 0 : _estimates.Values.Min(estimate => estimate.DeviationSeconds), bounds);
        return ticket =>
        {
            long due = LookSchedule.DueAt(ticket, _estimates.GetValueOrDefault(ticket.Class), DrainPerSecond, ranks.GetValueOrDefault(ticket.Row), bounds);
            return (due + grid - 1) / grid * grid;
        };
    }

    public bool IsProbablyFinished(Ticket ticket, long time) =>
        !settings.StatusFirst && LookSchedule.IsProbablyFinished(ticket, _estimates.GetValueOrDefault(ticket.Class), time);

    private Dictionary<int, int> RanksOfUnlearned(IEnumerable<Ticket> waiting)
    {
        Dictionary<int, int> ranks = [];
        Dictionary<int, int> next = [];
        IEnumerable<Ticket> unlearned = waiting.Where(ticket => !_estimates.ContainsKey(ticket.Class));
        foreach (Ticket ticket in unlearned.OrderBy(ticket => ticket.SubmittedAt).ThenBy(ticket => ticket.Row))
            ranks[ticket.Row] = next[ticket.Class] = next.GetValueOrDefault(ticket.Class, -1) + 1;
        return ranks;
    }
}
