using System.CommandLine;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.Apis;
using Seedream.Local.Batches;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Local.Terminals;

namespace Seedream.Local.Commands;

/// <summary><c>seedream run</c>: a prompt file becomes images.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> File = new("file") { Description = "Prompt file: CSV (also ; and tab separated) with a prompt column, or JSON Lines." };

    public static Command Create()
    {
        Command command = new("run", "Make the images of a prompt file. Run again after a stop or a crash, it goes on where it was and pays nothing twice.")
        {
            File, CommonOptions.Data, CommonOptions.Storage, CommonOptions.BaseUrl, CommonOptions.MaxParallel, CommonOptions.Resolution, CommonOptions.OutputFormat,
            CommonOptions.Run, CommonOptions.Deadline, CommonOptions.MaxCost, CommonOptions.Yes, CommonOptions.Json, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        CancellationToken stop = session.Stop.Token;
        PromptPath file = PromptPath.Check(session.Value(File)!);
        ApiKind api = ApiChoice.ForNew(session.Settings);
        PipelineStorage storage = await session.Data.OpenForWritingAsync(stop);
        await using Engine engine = Engine.Build(storage, session.Settings, session.Terminal);
        if (file.Length > engine.Get<IntakeOptions>().MaxBytes)
            return await RejectAsync(session, engine, file, stop);

        Quote quote = api == ApiKind.Api ? await Quote.AskAsync(engine, stop) : Quote.Configured(engine);
        BatchFile source = file.ToBatchFile(session.Data, api);
        BatchOptions options = new() { Defaults = session.Defaults, Run = session.Value(CommonOptions.Run) };
        await FailedRun.AgreeAsync(session, storage, engine, source, options, stop);
        AcceptedBatch accepted = await engine.Get<BatchIntake>().AcceptAsync(source, options, quote.PricePerImage, stop);
        (BatchRecord batch, PlanSummary plan) = accepted;
        if (plan.Rejected)
            return FileRejection.Show(session, plan);

        ExitCode? further = null;
        if (accepted.Failed is { } failed)
        {
            further = await FailedRun.ToEndAsync(session, storage, engine, accepted, stop);
            if (!failed.HasRest)
                return further ?? await BatchSummary.ShowAsync(session, storage, batch.Id, api: null, endedBefore: true, stop);
        }

        BatchOrigins origins = new(storage);
        foreach (string ranIn in plan.RanIn ?? [])
            ApiChoice.RefuseMixing(batch, await origins.FindAsync(ranIn, stop), api);
        if (accepted.SameAs is { } other)
            session.Terminal.Note($"the content of this file is batch {batch.Id} already, which came as '{other}'");
        BatchOrigin? origin = await origins.FindAsync(batch.Id, stop);
        ApiChoice.RefuseMixing(batch, origin, api);
        api = ApiChoice.ForBegun(batch, origin, session.Settings);
        if (batch.CompletedAt is not null)
            return await ShowEndedAsync(session, storage, batch, plan.MostImages * quote.PricePerImage, origin, stop);

        await BatchClaim.CheckFreeAsync(storage, engine, batch.Id, stop);
        await AgreeAsync();
        await origins.RecordAsync(batch.Id, BatchOrigin.Of(api, engine), stop);
        await Superseded.EndAsync(session, storage, engine, source, batch, stop);
        await BatchRun.ToEndAsync(session, storage, engine, batch, plan, api, stop);
        ExitCode own = await BatchSummary.ShowAsync(session, storage, batch.Id, api, endedBefore: false, stop);
        return further > own ? further.Value : own;

        async Task AgreeAsync()
        {
            try
            {
                await RunBriefing.ShowAsync(session, storage, engine, batch, plan, quote, api, stop);
                // What was agreed to for another file was not agreed to for this one.
                if (accepted.SameAs is not null && batch.StartedAt is not null && api == ApiKind.Api)
                    await SpendingConsent.ObtainAsync(session, $"Continue batch {batch.Id}, at most {Amounts.Usd(plan.MostImages * batch.PricePerImageUsd)} in all?", stop);
            }
            catch (CommandFailedException) when (batch.StartedAt is null)
            {
                await engine.Get<BatchWithdrawal>().RunAsync(batch.Id, CancellationToken.None);
                throw;
            }
        }
    }

    private static async Task<ExitCode> ShowEndedAsync(CommandSession session, PipelineStorage storage, BatchRecord batch, decimal mostUsd, BatchOrigin? origin, CancellationToken stop)
    {
        session.Terminal.Note($"This file was run before and has ended; nothing is done again. To make it anew: add --run {batch.Run + 1} ({Amounts.Usd(mostUsd)} at most)");
        if (batch.Status is BatchStatus.Halted or BatchStatus.Cancelled)
            session.Terminal.Note($"It ended before its rows did: {session.Hint($"retry {batch.Id}")} continues it and takes over, free of charge, what another batch made of them");
        return await BatchSummary.ShowAsync(session, storage, batch.Id, origin?.Kind, endedBefore: true, stop);
    }

    // Too large to be worth reading to the end.
    private static async Task<ExitCode> RejectAsync(CommandSession session, Engine engine, PromptPath file, CancellationToken stop)
    {
        await using Stream content = await file.OpenAsync(stop);
        return FileRejection.Show(session, await PromptFileCheck.RunAsync(file.FileName, content, engine.Get<IntakeOptions>(), session.Defaults, 0, _ => { }, stop));
    }
}
