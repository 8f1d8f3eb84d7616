using System.CommandLine;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
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
        Command command = new("validate", "Check a prompt file: every problem with its row, line and column, and the most images and dollars it can yield and cost. Says which rows ran already in the data folder. Stores and pays nothing.")
        {
            File, CommonOptions.Data, CommonOptions.BaseUrl, CommonOptions.Resolution, CommonOptions.OutputFormat, CommonOptions.Run, CommonOptions.MaxCost, CommonOptions.Json, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        CancellationToken stop = session.Stop.Token;
        PromptPath file = PromptPath.Check(session.Value(File)!);
        // What ran already is in the data folder, if there is one; it is only read.
        PipelineStorage? storage = session.Data.OpenExisting();
        await using Engine engine = Engine.Build(storage, session.Settings, session.Terminal);
        Quote quote = session.Settings.HasToken ? await Quote.AskAsync(engine, stop) : Quote.Configured(engine);
        foreach (string note in quote.Notes)
            session.Terminal.Warn(note);
        if (quote.Stop is not null)
            session.Terminal.Warn($"as things are, nothing would be submitted: {quote.Stop}");

        long warnings = 0;
        long errors = 0;
        using ValidationWriter writer = new(session);
        BatchPreview preview = await CheckAsync();
        ExitCode exitCode = errors == 0 && preview.Refusal is null ? ExitCode.Success : ExitCode.BadInput;
        writer.End(preview, quote, errors, warnings, exitCode);
        return exitCode;

        async Task<BatchPreview> CheckAsync()
        {
            BatchOptions options = new() { Defaults = session.Defaults, Run = session.Value(CommonOptions.Run) };
            BatchFile source = file.ToBatchFile(session.Data, session.Settings.HasToken || session.Settings.BaseUrl is not null ? ApiKind.Api : ApiKind.BuiltInSimulator);
            await using Stream content = await file.OpenAsync(stop);
            if (storage is not null)
                return await engine.Get<BatchIntake>().PreviewAsync(source, content, options, quote.PricePerImage, Report, stop);
            return new BatchPreview { Plan = await PromptFileCheck.RunAsync(file.FileName, content, engine.Get<IntakeOptions>(), session.Defaults, quote.PricePerImage, Report, stop) };
        }

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
