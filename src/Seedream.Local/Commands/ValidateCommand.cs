using System.CommandLine;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Local.Apis;
using Seedream.Local.Batches;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Local.Documents;

namespace Seedream.Local.Commands;

/// <summary><c>seedream validate</c>: every problem of a prompt file, and what it can cost; nothing is stored or paid.</summary>
internal static class ValidateCommand
{
    private static readonly Argument<string> File = new("file") { Description = "Prompt file: CSV (also ; and tab separated) with a prompt column, or JSON Lines." };

    public static Command Create()
    {
        Command command = new("validate", "Check a prompt file: every problem with its row, line and column, and the most images and dollars it can yield and cost. Stores and pays nothing.")
        {
            File, CommonOptions.BaseUrl, CommonOptions.Resolution, CommonOptions.OutputFormat, CommonOptions.MaxCost, CommonOptions.Json, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        CancellationToken stop = session.Stop.Token;
        PromptPath file = PromptPath.Check(session.Value(File)!);
        await using Engine engine = Engine.Build(storage: null, session.Settings, session.Terminal);
        Quote quote = session.Settings.HasToken ? await Quote.AskAsync(engine, stop) : Quote.Configured(engine);
        foreach (string note in quote.Notes)
            session.Terminal.Warn(note);
        if (quote.Stop is not null)
            session.Terminal.Warn($"as things are, nothing would be submitted: {quote.Stop}");

        long warnings = 0;
        long errors = 0;
        using ValidationWriter writer = new(session);
        await using Stream content = await file.OpenAsync(stop);
        PlanSummary plan = await PromptFileCheck.RunAsync(file.FileName, content, engine.Get<IntakeOptions>(), session.Defaults, quote.PricePerImage, Report, stop);
        ExitCode exitCode = errors == 0 ? ExitCode.Success : ExitCode.BadInput;
        writer.End(plan, quote, errors, warnings, exitCode);
        return exitCode;

        void Report(Problem problem)
        {
            if (problem.Severity == Severity.Warning)
                warnings++;
            else
                errors++;
            writer.Add(problem);
        }
    }
}
