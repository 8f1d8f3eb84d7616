using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Benchmarks.Children;

/// <summary>A batch through the product's pipeline.</summary>
internal static class BatchWork
{
    public static async Task<ChildFigures> RunAsync(ChildOrder order)
    {
        await using ProductPipeline product = ProductPipeline.Build(order);
        if (order.WarmUpRows > 0)
            await product.RunAsync(await product.AcceptAsync("warm-up", order.WarmUpRows, first: 1_000_001));
        string batch = await product.AcceptAsync("measured", order.Rows);
        product.Calls.Reset();
        Meter meter = new();
        BatchResult result = await product.RunAsync(batch);
        ChildFigures figures = meter.Read() with
        {
            Batch = batch,
            Succeeded = result.Counts.GetValueOrDefault(OutcomeKind.Succeeded),
            StorageCalls = product.Calls.Read(),
        };
        return figures with { MeanLagSeconds = await MeanLagAsync(product, batch, order.Rows) };
    }

    private static async Task<double> MeanLagAsync(ProductPipeline product, string batch, int rows)
    {
        double sum = 0;
        int count = 0;
        OutcomeStore outcomes = product.Get<OutcomeStore>();
        for (int segment = 0; segment <= StateLayout.SegmentOf(rows); segment++)
        {
            foreach (JobOutcome outcome in (await outcomes.ReadSegmentAsync(batch, segment, CancellationToken.None)).Values)
            {
                if (outcome is not { GeneratedAt: { } generated, CompletedAt: { } completed })
                    continue;
                sum += (completed - generated).TotalSeconds;
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}
