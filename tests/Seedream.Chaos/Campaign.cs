using System.Diagnostics;
using Seedream.Chaos.Acts;
using Seedream.Chaos.Checking;
using Seedream.Chaos.Places;

namespace Seedream.Chaos;

/// <summary>One campaign: a world, both acts, and at the end every promise compared with the books.</summary>
public static class Campaign
{
    /// <summary>Plays it to its end. What it found is in the report; only a broken surrounding (no Node.js, say) raises.</summary>
    public static async Task<CampaignReport> RunAsync(ChaosOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        long start = Stopwatch.GetTimestamp();
        World world = await World.CreateAsync(options);
        await using (world)
        {
            try
            {
                await PlayAsync(world).WaitAsync(options.Limit);
                await new Inspection(world).RunAsync();
            }
            catch (TimeoutException)
            {
                world.Report.Violation($"the campaign did not come to its end in {options.Limit}");
            }

            world.Report.Count("seconds", (int)Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (world.Report.Violations.Count > 0)
                world.Report.Note($"everything is kept in {world.Folder}");
        }

        return world.Report;
    }

    private static async Task PlayAsync(World world)
    {
        ChaosOptions options = world.Options;
        Random dice = new(options.Seed);
        int rows = (int)(options.Rows * options.RunShare);
        int kills = (int)(options.Kills * options.RunShare);
        int files = Math.Max(rows > 0 ? 1 : 0, (rows + options.RowsPerBatch - 1) / options.RowsPerBatch);
        for (int file = 1; file <= files; file++)
        {
            int already = world.Report.CountOf("kills of run");
            int share = (kills - already) / (files - file + 1);
            await new RunAct(world, $"posters-{file}.csv", rows / files, Math.Max(0, share), new Random(dice.Next())).PlayAsync();
        }

        // A command that ends before its turn to die leaves its death to the hosts, which never end by themselves.
        if (options.Rows - rows > 0)
            await new ServeAct(world, options.Rows - rows, options.Kills - world.Report.CountOf("kills of run"), new Random(dice.Next())).PlayAsync();
    }
}
