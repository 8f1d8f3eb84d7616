using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;

namespace Seedream.Core.Identity;

/// <summary>Reads the rows of earlier versions from their plans, or of purged ones from what is left of them.</summary>
internal sealed class EarlierRowsReader(PlanReader plans, Tombstones tombstones)
{
    /// <summary>The rows of these versions; a version that was forgotten has none.</summary>
    public async Task<EarlierRows> ReadAsync(IEnumerable<NameVersion> versions, CancellationToken cancellationToken)
    {
        EarlierRows rows = new();
        foreach (NameVersion version in versions)
        {
            // Purging writes what is left before it takes anything away, so whoever finds nothing left has read the whole plan.
            bool isPurged = await tombstones.AddRowsAsync(version.Batch, rows, cancellationToken);
            if (!isPurged)
            {
                await AddPlanAsync(version, rows, cancellationToken);
                isPurged = await tombstones.AddRowsAsync(version.Batch, rows, cancellationToken);
            }

            rows.Sources.Add(isPurged ? $"{version.Batch}/purged" : $"{version.Batch}/{version.Plan}");
        }

        return rows;
    }

    private async Task AddPlanAsync(NameVersion version, EarlierRows rows, CancellationToken cancellationToken)
    {
        RowHasher hasher = new(version.Model ?? RunComfyOptions.DefaultModel);
        rows.Begin(version.Batch);
        for (int segment = 0; ; segment++)
        {
            bool any = false;
            await foreach (PromptRow row in plans.ReadSegmentAsync(version.Batch, version.Plan, segment, cancellationToken))
            {
                any = true;
                if (row.Input is { } input && (row.Home is not { } home || !rows.IsRead(home.Batch)))
                    rows.Add(hasher.Key(row.Id, input), row.Home ?? new LedgerPlace(version.Batch, row.Row));
            }

            if (!any)
                return;
        }
    }
}
