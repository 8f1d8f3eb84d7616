using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Reporting;

// What other tests allocate meanwhile would be counted too.
[CollectionDefinition(nameof(ReportMemoryTests), DisableParallelization = true)]
[Collection(nameof(ReportMemoryTests))]
public sealed class ReportMemoryTests
{
    [Fact]
    public async Task WriteAsync_HundredThousandRows_KeepsMemoryFlat()
    {
        const int Rows = 100_000;
        ReportStore images = new(keep: false);
        long most = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await new ReportWriter(WrittenReports.Storage(images)).WriteAsync(
            ReportSamples.Folder, ReportSamples.Batch, ReportSamples.Plan(Rows), ReportSamples.Stream(Watched()), CancellationToken.None);

        Assert.True(images.Written > 100_000_000, $"only {images.Written:N0} bytes were written");
        Assert.InRange(most, 0, 4_000_000);

        IEnumerable<ReportRow> Watched()
        {
            for (int row = 1; row <= Rows; row++)
            {
                // What is alive, not what waits to be collected.
                if (row % 25_000 == 0)
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                yield return ReportSamples.Succeeded(row);
            }
        }
    }
}
