using System.Collections.Concurrent;
using Seedream.Core.Storage;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Faults;

/// <summary>All cells on one kind of storage, side by side as far as they leave each other alone.</summary>
/// <param name="Ends">What became of each cell.</param>
/// <param name="Wrong">Money that is not what the books say, rows that were paid again too early, rows that suffered from others.</param>
internal sealed record FaultMatrix(Dictionary<FaultCell, CellEnd> Ends, IReadOnlyList<string> Wrong)
{
    public static async Task<FaultMatrix> RunAsync(Func<PipelineStorage> newStorage, bool statusFirst = true)
    {
        FaultRun run = new(statusFirst);
        List<FaultCell> cells = [.. FaultCell.All];
        List<Task<Dictionary<FaultCell, CellEnd>>> runs = [];

        runs.Add(InfoAsync(run, newStorage, Take(cell => cell.Stage == FaultStage.Info)));
        foreach (bool always in new[] { false, true })
        {
            foreach (FaultCell cell in Take(cell => cell.Stage == FaultStage.Cancel && cell.Always == always && cell.IsAccountWide))
                runs.Add(run.CancelledAsync(newStorage(), [cell]));
            runs.Add(run.CancelledAsync(newStorage(), Take(cell => cell.Stage == FaultStage.Cancel && cell.Always == always)));
        }

        foreach (FaultCell cell in Take(cell => cell is { Stage: FaultStage.Submit, Always: true, IsRateLimit: true }))
            runs.Add(AloneAsync(cell, run.WaitingAsync(newStorage(), cell)));
        // What stops or holds up every row of a batch has a batch of its own.
        foreach (FaultCell cell in Take(cell => cell.IsAccountWide || cell.IsMixUp || (cell is { Always: true, IsRateLimit: true } && cell.Stage != FaultStage.Download)))
            runs.Add(run.TogetherAsync(newStorage(), [cell]));
        runs.Add(run.TogetherAsync(newStorage(), Take(cell => !cell.Always)));
        runs.Add(run.TogetherAsync(newStorage(), Take(cell => cell.Always)));
        Assert.Empty(cells);

        return new FaultMatrix((await Task.WhenAll(runs)).SelectMany(ends => ends).ToDictionary(), [.. run.Wrong]);

        List<FaultCell> Take(Predicate<FaultCell> condition)
        {
            List<FaultCell> taken = cells.FindAll(condition);
            cells.RemoveAll(condition);
            return taken;
        }
    }

    // Each has a simulator of its own, and nothing to wait for: a few at a time, so that they leave the others their time.
    private static async Task<Dictionary<FaultCell, CellEnd>> InfoAsync(FaultRun run, Func<PipelineStorage> newStorage, List<FaultCell> cells)
    {
        List<(FaultCell Cell, PipelineStorage Storage)> all = [.. cells.Select(cell => (cell, newStorage()))];
        ConcurrentDictionary<FaultCell, CellEnd> ends = new();
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (entry, _) => ends[entry.Cell] = await run.InfoAsync(entry.Storage, entry.Cell));
        return ends.ToDictionary();
    }

    private static async Task<Dictionary<FaultCell, CellEnd>> AloneAsync(FaultCell cell, Task<CellEnd> end) => new() { [cell] = await end };
}
