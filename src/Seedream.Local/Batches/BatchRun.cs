using Seedream.Core.Batches;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Simulator;

namespace Seedream.Local.Batches;

/// <summary>Runs a batch's round with whichever API it belongs to.</summary>
internal static class BatchRun
{
    public static async Task<BatchResult> ToEndAsync(CommandSession session, PipelineStorage storage, Engine engine, BatchRecord batch, PlanSummary plan, ApiKind api, CancellationToken stop)
    {
        if (api == ApiKind.Api)
            return await RoundRun.RunAsync(session, storage, engine, batch, plan, stop);
        await using SimulatorServer simulator = await BuiltInSimulator.StartAsync(session.Data, batch.Id, stop);
        await using Engine simulated = Engine.Build(storage, session.Settings.For(simulator.BaseUrl, simulator.Token), session.Terminal);
        return await RoundRun.RunAsync(session, storage, simulated, batch, plan, stop);
    }
}
