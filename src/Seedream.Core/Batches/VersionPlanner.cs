using System.Security.Cryptography;
using System.Text;
using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Planning;

namespace Seedream.Core.Batches;

/// <summary>
/// Plans a file as the next version of its name. The plan stands before the version is entered, in a folder named for what it
/// was matched with; the version is entered only if the list is still the one it was matched with, so that whoever comes later
/// matches with it. Two processes that plan the same with the same list write the same bytes.
/// </summary>
internal sealed class VersionPlanner(BatchStore batches, BatchPlanner planner, PlanReader plans, NameStore names, EarlierRowsReader earlierRows, IntakeOptions options)
{
    /// <summary>The plan, entered under the file's name unless a limit forbids that it runs. Its limits are not in it.</summary>
    /// <param name="arrival">The file.</param>
    /// <param name="id">Its batch.</param>
    /// <param name="record">The batch's record, created before anything names it.</param>
    /// <param name="original">The first batch that asks for the same; null for none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<PlanSummary> PlanAsync(Arrival arrival, string id, BatchRecord record, ContentBatch? original, CancellationToken cancellationToken)
    {
        (string? name, int run) = (arrival.File.FullName, arrival.Options.Run);
        while (true)
        {
            Versioned<IReadOnlyList<NameVersion>> found = name is null ? new([], null) : await names.ReadAsync(name, run, cancellationToken);
            NameVersion? mine = found.Value.FirstOrDefault(version => version.Batch == id);
            // Others have matched their rows with it: it stays as it is.
            if (mine is not null && mine != found.Value[^1] && await plans.ReadSummaryAsync(id, mine.Plan, cancellationToken) is { } standing)
                return standing;
            List<NameVersion> before = [.. found.Value.Where(version => version.Batch != id)];
            List<NameVersion> sources = [.. before];
            if (original is not null && !before.Exists(version => version.Batch == original.Batch))
                sources.Add(new NameVersion { Batch = original.Batch, Plan = original.Plan, Model = original.Model });
            EarlierRows earlier = await earlierRows.ReadAsync(sources, cancellationToken);
            PlanOrder order = arrival.Order with { Batch = id, Folder = FolderOf(arrival, earlier), Earlier = earlier };
            PlanSummary plan = await plans.ReadSummaryAsync(id, order.Folder, cancellationToken) ?? await MakeAsync(arrival, order, cancellationToken);
            if (name is null || PlanLimits.Check(plan, options, arrival.PricePerImage).Count > 0)
                return plan;
            NameVersion entered = new() { Batch = id, Plan = order.Folder, Model = record.Model };
            if (mine == entered)
                return plan;
            await batches.GetOrCreateAsync(record, cancellationToken);
            if (await names.TryWriteAsync(name, run, found.Version, [.. before, entered], cancellationToken))
                return plan;
        }
    }

    /// <summary>Reads the file a second time and writes its plan.</summary>
    public async Task<PlanSummary> MakeAsync(Arrival arrival, PlanOrder order, CancellationToken cancellationToken)
    {
        await using Stream content = await arrival.File.Open(cancellationToken);
        PlanSummary plan = await planner.MakeAsync(order, content, cancellationToken);
        return plan.ContentSha256 == arrival.Plan.ContentSha256
            ? plan
            : throw new IOException($"'{arrival.File.Name}' changed while it was read; nothing was submitted, try again when it is complete");
    }

    private static string FolderOf(Arrival arrival, EarlierRows earlier)
    {
        string made = string.Join('|', [arrival.File.Name, arrival.Plan.ContentSha256, .. earlier.Sources]);
        return $"plan-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made)))[..12]}";
    }
}
