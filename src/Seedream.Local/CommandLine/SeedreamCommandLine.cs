using System.CommandLine;
using Seedream.Local.Commands;

namespace Seedream.Local.CommandLine;

/// <summary>The command line <c>seedream</c>.</summary>
internal static class SeedreamCommandLine
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        ParseResult parse = Create().Parse(args);
        if (parse.Errors.Count > 0 && parse.Action is not HelpWithExamples)
            return TellErrors(parse);
        // Signals and failures are the commands' own business.
        InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parse.InvokeAsync(configuration);
    }

    internal static RootCommand Create()
    {
        RootCommand root = new("Makes images from a file of prompts with RunComfy's Seedream 5, on this machine, never paying twice.")
        {
            RunCommand.Create(),
            ValidateCommand.Create(),
            ListCommand.Create(),
            StatusCommand.Create(),
            CancelCommand.Create(),
            RetryCommand.Create(),
            CollectCommand.Create(),
            PurgeCommand.Create(),
            ServeCommand.Create(),
            SimulateCommand.Create(),
        };
        HelpWithExamples.AddTo(root);
        return root;
    }

    private static int TellErrors(ParseResult parse)
    {
        foreach (string message in parse.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            Console.Error.WriteLine($"error: {message}");
        Command command = parse.CommandResult.Command;
        Console.Error.WriteLine($"       seedream {(command is RootCommand ? "" : $"{command.Name} ")}--help shows what there is");
        return (int)ExitCode.Usage;
    }
}
