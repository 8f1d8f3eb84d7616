using System.Text;
using Seedream.Chaos.Checking;
using Seedream.Chaos.Places;
using Seedream.Chaos.Trouble;
using Seedream.Core.Batches;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Acts;

/// <summary>Drops the reports of what failed again: what a careful retry of those rows is, and pays for no more than that.</summary>
internal sealed class FailedFiles(World world)
{
    public async Task DropAsync(IEnumerable<BatchRecord> batches)
    {
        foreach (BatchRecord batch in batches.Where(batch => batch.CompletedAt is not null))
        {
            ReportFolder folder = new(world.Open().Images, StateLayout.Images(batch.Id));
            if (world.Orders.Find(batch.ContentSha256) is not { Family: var family } || await Patiently.DoAsync(() => folder.TextAsync("failed.csv")) is not { } text)
                continue;
            byte[] content = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
            world.Orders.Report(family, content);
            family.Retry(uncertain: false);
            world.Report.Count("failed.csv dropped again");
            await Patiently.DoAsync(() => world.Open().Prompts.PutAsync($"failed-of-{batch.Id}.csv", content, "text/csv", CancellationToken.None));
        }
    }
}
