using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Local.Progressing;
using Seedream.Local.Terminals;

namespace Seedream.Local.Batches;

/// <summary>What a run is about to do and can cost, and the question whether it may.</summary>
internal static class RunBriefing
{
    private const int MostShown = 20;

    public static async Task ShowAsync(CommandSession session, PipelineStorage storage, Engine engine, BatchRecord batch, PlanSummary plan, Quote quote, ApiKind api, CancellationToken stop)
    {
        Terminal terminal = session.Terminal;
        bool begun = batch.StartedAt is not null;
        if (!begun)
            ShowProblems(session, plan);
        decimal price = begun ? batch.PricePerImageUsd : quote.PricePerImage;
        long images = plan.MostImages - plan.RanImages;
        decimal most = images * price;
        if (api == ApiKind.BuiltInSimulator && plan.ValidRows > 0)
        {
            terminal.Note($"{terminal.Error.Yellow("No API token is set:")} the built-in simulator makes placeholder pictures; nothing is paid.");
            terminal.Note(terminal.Error.Dim($"For real images set RUNCOMFY_API_TOKEN and add --run {batch.Run + 1}.{session.Settings.TokenHint}"));
        }

        if (plan.HeldRows > 0)
            terminal.Note($"{Amounts.Count(plan.HeldRows, "row")} held: the file says that {(plan.HeldRows == 1 ? "it" : "they")} may have been paid for in a batch that is not known here; nothing is submitted");
        if (plan.RanRows > plan.HeldRows)
            terminal.Note($"{Amounts.Count(plan.RanRows - plan.HeldRows, "row")} of {Amounts.Count(plan.Rows)} ran already in {string.Join(", ", plan.RanIn ?? [])}: taken over from there, nothing is paid for {(plan.RanRows - plan.HeldRows == 1 ? "it" : "them")} again");
        terminal.Note($"{plan.File}: {Amounts.Count(plan.ValidRows - plan.RanRows, "job")}, at most {Amounts.Count(images, "image")} and {Amounts.Usd(most)} ({Price(price, quote, begun, api)})");
        if (begun)
        {
            RoundSize size = await RoundSize.CountAsync(storage, engine, batch, plan, stop);
            terminal.Note($"going on with batch {batch.Id}: {Amounts.Count(size.Finished)} of {Amounts.Count(size.Rows)} rows are done (agreed to when it began)");
            return;
        }

        if (api == ApiKind.BuiltInSimulator || plan.ValidRows == plan.RanRows)
            return;
        foreach (string note in quote.Notes)
            terminal.Warn(note);
        if (quote.Stop is not null)
            terminal.Warn($"as things are, nothing will be submitted: {quote.Stop}");
        if (quote.Balance is { } balance)
            terminal.Note($"balance: {Amounts.Usd(balance.Amount)}{(balance.Amount < most ? terminal.Error.Yellow(" - may not cover it: the batch would stop when it is used up, and retry would go on") : "")}");
        await SpendingConsent.ObtainAsync(session, quote.Question(most), stop);
    }

    private static void ShowProblems(CommandSession session, PlanSummary plan)
    {
        foreach (Problem problem in plan.Problems.Take(MostShown))
            session.Terminal.Note(ProblemText.Of(problem, session.Terminal.Error));
        if (plan.ProblemCount > MostShown)
            session.Terminal.Note($"and {Amounts.Count(plan.ProblemCount - MostShown)} more; {session.Hint("validate")} shows all");
        if (plan.InvalidRows > 0)
            session.Terminal.Warn($"{Amounts.Count(plan.InvalidRows, "row")} of {Amounts.Count(plan.Rows)} cannot be run and {(plan.InvalidRows == 1 ? "is" : "are")} left out");
    }

    private static string Price(decimal price, Quote quote, bool begun, ApiKind api)
    {
        string source = begun ? "the price when it began" : api == ApiKind.BuiltInSimulator ? "simulated" : quote.IsFromApi ? "the API's price" : "configured price";
        return $"{Amounts.Usd(price)} per image, {source}";
    }
}
