using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Seedream.Local.CommandLine;

/// <summary>The usual help, and below it what to learn from.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Help is for reading, also in a pipe or in the documentation.</summary>
    private const int WidestLine = 110;

    public static void AddTo(Command command)
    {
        HelpOption? help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help?.Action is HelpAction usual)
            help.Action = new HelpWithExamples(usual);
    }

    public override int Invoke(ParseResult parseResult)
    {
        usual.MaxWidth = Console.IsOutputRedirected ? WidestLine : Math.Clamp(Console.WindowWidth, 60, WidestLine);
        int exitCode = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        foreach (string line in HelpTexts.Below(parseResult.CommandResult.Command))
            output.WriteLine(line);
        return exitCode;
    }
}
