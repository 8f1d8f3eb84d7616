namespace Seedream.Benchmarks.Scenarios;

/// <summary>The shortest makespan a list schedule reaches: each job, in order, on whichever worker is free first.</summary>
internal static class IdealSchedule
{
    public static double Seconds(IEnumerable<double> durations, int workers)
    {
        PriorityQueue<double, double> free = new();
        for (int i = 0; i < workers; i++)
            free.Enqueue(0, 0);
        double end = 0;
        foreach (double duration in durations)
        {
            double finish = free.Dequeue() + duration;
            free.Enqueue(finish, finish);
            end = Math.Max(end, finish);
        }

        return end;
    }
}
