using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;

namespace Seedream.Local.Progressing;

/// <summary>Adds up what the conductors of a round publish.</summary>
internal sealed class RoundProgress(RoundSize size, TimeProvider clock)
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Progress> _conductors = new(StringComparer.Ordinal);
    private readonly Queue<(long At, int Ended)> _samples = new();
    private readonly long _start = clock.GetTimestamp();

    public void Report(string instanceId, Progress progress)
    {
        lock (_gate)
            _conductors[instanceId] = progress;
    }

    public RoundView View()
    {
        lock (_gate)
        {
            IReadOnlyCollection<Progress> all = _conductors.Values;
            Dictionary<OutcomeKind, int> ended = all.SelectMany(progress => progress.Ended)
                .GroupBy(entry => entry.Key, entry => entry.Value)
                .ToDictionary(group => group.Key, group => group.Sum());
            int endedNow = ended.Values.Sum();
            int finished = Math.Min(size.Rows, Math.Max(size.Finished, all.Sum(progress => progress.FinishedEarlier)) + endedNow);
            int submitting = all.Sum(progress => progress.Submitting);
            int generating = all.Sum(progress => progress.Generating);
            int collecting = all.Sum(progress => progress.Collecting);
            double perSecond = RateOf(endedNow);
            return new RoundView
            {
                Rows = size.Rows,
                Finished = finished,
                FinishedBefore = finished - endedNow,
                Waiting = Math.Max(0, size.Rows - finished - submitting - generating - collecting),
                Submitting = submitting,
                Generating = generating,
                Collecting = collecting,
                Ended = ended,
                Images = all.Sum(progress => (long)progress.Images),
                Bytes = all.Sum(progress => progress.Bytes),
                CostUsd = all.Sum(progress => progress.CostUsd),
                Note = all.Select(progress => progress.Note).FirstOrDefault(note => note is not null),
                PerSecond = perSecond,
                Eta = perSecond > 0 && finished < size.Rows ? TimeSpan.FromSeconds((size.Rows - finished) / perSecond) : null,
                Elapsed = clock.GetElapsedTime(_start),
            };
        }
    }

    // Over the last seconds only: the first ones, when nothing is generated yet, would drag it down for long.
    private double RateOf(int ended)
    {
        long now = clock.GetTimestamp();
        _samples.Enqueue((now, ended));
        while (_samples.Count > 2 && clock.GetElapsedTime(_samples.Peek().At, now) > RateWindow)
            _samples.Dequeue();
        (long at, int before) = _samples.Peek();
        double seconds = clock.GetElapsedTime(at, now).TotalSeconds;
        return seconds < 0.5 ? 0 : (ended - before) / seconds;
    }
}
