using System.CommandLine;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Local.Apis;
using Seedream.Local.Batches;
using Seedream.Local.CommandLine;
using Seedream.Local.Terminals;

namespace Seedream.Local.Commands;

/// <summary><c>seedream retry</c>: rows that did not succeed are tried again.</summary>
internal static class RetryCommand
{
    public static Command Create()
    {
        Command command = new("retry", "Try rows of an ended batch again. A request that is known is asked for first, free of charge; only where the API has said that nothing will come of it is the row submitted, and paid for, again. Rows that may have been paid for are left alone unless uncertain is named.")
        {
            OpenBatch.Argument, CommonOptions.Only, CommonOptions.Data, CommonOptions.Storage, CommonOptions.BaseUrl, CommonOptions.MaxParallel, CommonOptions.Deadline,
            CommonOptions.Yes, CommonOptions.Json, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        CancellationToken stop = session.Stop.Token;
        await using OpenBatch batch = await OpenBatch.FindAsync(session, stop);
        if (await UnfinishedRound.GoOnAsync(session, batch, stop) is { } ended)
            return ended;
        OtherModelException.ThrowIfOther(batch.Record, batch.Engine.Get<RunComfyOptions>());
        IReadOnlySet<OutcomeKind> kinds = session.Value(CommonOptions.Only) ?? BatchRounds.RetriedByDefault;
        BatchRounds rounds = batch.Engine.Get<BatchRounds>();
        RoundPreview preview = await rounds.PreviewRetryAsync(batch.Id, kinds, stop);
        string names = string.Join(", ", kinds.Order().Select(Names.Of));
        if (preview.Rows == 0)
        {
            string why = preview.Held > 0 ? HeldText(session, batch.Id, preview.Held) : $"no row is {names.Replace(", ", " or ", StringComparison.Ordinal)}";
            return await NothingToDo.ShowAsync(session, batch, $"nothing to retry in batch {batch.Id}: {why}", stop);
        }

        ApiKind api = ApiChoice.ForBegun(batch.Record, batch.Origin, session.Settings);
        await session.Data.OpenForWritingAsync(stop);
        await BatchClaim.CheckFreeAsync(batch.Storage, batch.Engine, batch.Id, stop);
        session.Terminal.Note($"retry of batch {batch.Id} ({names}): {Amounts.Count(preview.Rows, "row")}, of which {Amounts.Count(preview.Asked)} only asked for by their known request (free), {Amounts.Count(preview.Submitted)} submitted again (at most {Amounts.Usd(preview.MostUsd)})");
        if (preview.Held > 0)
            session.Terminal.Note(HeldText(session, batch.Id, preview.Held));
        if (preview.OpenUsd > 0)
            session.Terminal.Warn($"the API does not know earlier requests of these rows any more; they may have been paid for, so {Amounts.Usd(preview.OpenUsd)} stays open besides");
        if (kinds.Contains(OutcomeKind.Uncertain) && preview.Submitted > 0)
            session.Terminal.Warn("uncertain rows may have been accepted before: submitting them again may pay for them twice");
        if (api == ApiKind.BuiltInSimulator)
            session.Terminal.Note("The batch was begun with the built-in simulator and goes on there; nothing is paid.");
        else if (preview.Submitted > 0)
            await AskAsync(session, batch, preview, stop);
        await new BatchOrigins(batch.Storage).RecordAsync(batch.Id, BatchOrigin.Of(api, batch.Engine), stop);
        await rounds.BeginRetryAsync(batch.Id, kinds, stop);
        return await batch.RunToEndAsync(session, api, stop);
    }

    private static string HeldText(CommandSession session, string batch, int held) =>
        $"{Amounts.Count(held, "row")} left alone, since they may have been paid for: {session.Hint($"collect {batch}")} asks for what can be asked for, free of charge; {session.Hint($"retry {batch} --only uncertain")} submits them again, which may pay a second time";

    private static async Task AskAsync(CommandSession session, OpenBatch batch, RoundPreview preview, CancellationToken stop)
    {
        Quote quote = await Quote.AskAsync(batch.Engine, stop);
        foreach (string note in quote.Notes)
            session.Terminal.Warn(note);
        // What was submitted is fetched all the same. Agreed to even so: the no may be over by then.
        if (quote.Stop is not null)
            session.Terminal.Warn($"as things are, nothing will be submitted: {quote.Stop}");
        await SpendingConsent.ObtainAsync(session, quote.Question(preview.MostUsd), stop);
    }
}
