using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Local.Terminals;

namespace Seedream.Local.Batches;

/// <summary>Those rows of a <c>failed.csv</c> that a batch here has: said and agreed to before anything is begun, then run to their end.</summary>
internal static class FailedRun
{
    /// <summary>What the file does besides being a batch of its own, agreed to; null for any other file.</summary>
    public static async Task<FailedRows?> AgreeAsync(CommandSession session, PipelineStorage storage, Engine engine, BatchFile source, BatchOptions options, CancellationToken stop)
    {
        if (await engine.Get<BatchIntake>().PreviewFailedAsync(source, options, stop) is not { } failed)
            return null;
        session.Terminal.Note(failed.Text);
        if (failed.MostUsd > engine.Get<IntakeOptions>().MaxCostUsd)
            throw new CommandFailedException(ExitCode.BadInput, $"expected a cost of at most {Amounts.Usd(engine.Get<IntakeOptions>().MaxCostUsd)}, found {Amounts.Usd(failed.MostUsd)} in the worst case; nothing was begun");
        bool isPaid = false;
        foreach (FailedRound round in failed.Rounds.Where(round => round.IsOpen || round.Round.Rows > 0))
        {
            BatchRecord batch = await engine.Get<BatchStore>().GetAsync(round.Batch, stop);
            BatchOrigin? origin = await new BatchOrigins(storage).FindAsync(batch.Id, stop);
            await BatchClaim.CheckFreeAsync(storage, engine, batch.Id, stop);
            isPaid |= ApiChoice.ForBegun(batch, origin, session.Settings) == ApiKind.Api && round.Round.Submitted > 0;
        }

        if (!isPaid)
            return failed;
        Quote quote = await Quote.AskAsync(engine, stop);
        foreach (string note in quote.Notes)
            session.Terminal.Warn(note);
        if (quote.Stop is not null)
            session.Terminal.Warn($"as things are, nothing will be submitted: {quote.Stop}");
        await SpendingConsent.ObtainAsync(session, quote.Question(failed.MostUsd), stop);
        return failed;
    }

    /// <summary>Runs the rounds that were begun. The exit code is the worst of them; null where there was nothing to run.</summary>
    public static async Task<ExitCode?> ToEndAsync(CommandSession session, PipelineStorage storage, Engine engine, AcceptedBatch accepted, CancellationToken stop)
    {
        ExitCode? worst = null;
        foreach (FailedRound round in accepted.Failed!.Rounds.Where(round => round.IsOpen))
        {
            BatchRecord batch = await engine.Get<BatchStore>().GetAsync(round.Batch, stop);
            PlanSummary plan = await engine.Get<PlanReader>().ReadSummaryAsync(batch.Id, stop) ?? throw new BatchNotFoundException(batch.Id);
            BatchOrigins origins = new(storage);
            ApiKind api = ApiChoice.ForBegun(batch, await origins.FindAsync(batch.Id, stop), session.Settings);
            await origins.RecordAsync(batch.Id, BatchOrigin.Of(api, engine), stop);
            await BatchRun.ToEndAsync(session, storage, engine, batch, plan, api, stop);
            // One document a command: where the file has rows of its own, theirs.
            ExitCode code = session.Terminal.Json && (accepted.Failed.HasRest || round != accepted.Failed.Rounds.Last(other => other.IsOpen))
                ? BatchEnd.ExitCodeOf((await new Core.Reporting.ResultsReader(storage).TryReadManifestAsync($"{batch.Id}/", stop))!)
                : await BatchSummary.ShowAsync(session, storage, batch.Id, api, endedBefore: false, stop);
            worst = worst is null || code > worst ? code : worst;
        }

        return worst;
    }
}
