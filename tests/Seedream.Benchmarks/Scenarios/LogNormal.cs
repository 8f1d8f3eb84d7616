namespace Seedream.Benchmarks.Scenarios;

/// <summary>Generation times from a seed.</summary>
internal static class LogNormal
{
    public static double[] Seconds(int count, double median, double sigma)
    {
        Random random = new(42);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return median * Math.Exp(sigma * normal);
        })];
    }
}
