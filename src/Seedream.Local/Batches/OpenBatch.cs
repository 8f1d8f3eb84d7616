using System.CommandLine;
using Seedream.Core.Batches;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;

namespace Seedream.Local.Batches;

/// <summary>The batch a command names, with everything needed to work on it.</summary>
internal sealed class OpenBatch : IAsyncDisposable
{
    /// <summary>The argument that names it.</summary>
    public static readonly Argument<string?> Argument = new("batch")
    {
        Description = "Batch id, the beginning of one, or the prompt file; the unfinished or latest batch unless given.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private OpenBatch(PipelineStorage storage, Engine engine, BatchRecord record, PlanSummary plan, BatchOrigin? origin) =>
        (Storage, Engine, Record, Plan, Origin) = (storage, engine, record, plan, origin);

    public PipelineStorage Storage { get; }

    public Engine Engine { get; }

    public BatchRecord Record { get; }

    public PlanSummary Plan { get; }

    public BatchOrigin? Origin { get; }

    public string Id => Record.Id;

    public static async Task<OpenBatch> FindAsync(CommandSession session, CancellationToken cancellationToken)
    {
        PipelineStorage storage = session.Data.OpenExisting()
            ?? throw new CommandFailedException(ExitCode.Usage, $"nothing was run in '{session.Data.Shown}' yet; --data names another folder");
        Engine engine = Engine.Build(storage, session.Settings, session.Terminal);
        try
        {
            BatchRecord record = await BatchLookup.FindAsync(engine.Get<BatchStore>(), session.Value(Argument), session.Data.Shown, cancellationToken);
            PlanSummary plan = await engine.Get<PlanReader>().ReadSummaryAsync(record.Id, cancellationToken)
                ?? throw new CommandFailedException(ExitCode.Usage, $"batch {record.Id} was never planned to its end: run its file again");
            return new OpenBatch(storage, engine, record, plan, await new BatchOrigins(storage).FindAsync(record.Id, cancellationToken));
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the batch's current round to its end and shows how it ended.</summary>
    public async Task<ExitCode> RunToEndAsync(CommandSession session, ApiKind api, CancellationToken stop)
    {
        BatchRecord current = await Engine.Get<BatchStore>().GetAsync(Id, stop);
        await BatchRun.ToEndAsync(session, Storage, Engine, current, Plan, api, stop);
        return await BatchSummary.ShowAsync(session, Storage, Id, api, endedBefore: false, stop);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
