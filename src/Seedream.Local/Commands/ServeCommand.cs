using System.CommandLine;
using Seedream.Local.CommandLine;
using Seedream.Local.Serving;

namespace Seedream.Local.Commands;

/// <summary><c>seedream serve</c>: the whole service on one machine.</summary>
internal static class ServeCommand
{
    public const string DefaultUrls = "http://127.0.0.1:7071";

    private static readonly Option<string> Urls = new("--urls")
    {
        HelpName = "urls",
        Description = "Addresses of the HTTP API, separated by semicolons; port 0 takes a free one.",
        DefaultValueFactory = _ => DefaultUrls,
    };

    public static Command Create()
    {
        Command command = new("serve", "Run what is dropped into prompts/, put on the queue or sent to the HTTP API, until it is stopped.")
        {
            Urls, CommonOptions.Storage, CommonOptions.Data, CommonOptions.BaseUrl, CommonOptions.MaxParallel, CommonOptions.Deadline, CommonOptions.MaxCost, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        if (!session.Settings.HasToken)
        {
            throw new CommandFailedException(
                ExitCode.Usage,
                $"no API token: set RUNCOMFY_API_TOKEN (or Seedream__RunComfy__ApiToken).{session.Settings.TokenHint} To try it without one, start 'seedream simulate' and give serve its address and token");
        }

        await using ServeHost host = ServeHost.Build(session.Data, session.Settings, session.Value(Urls)!, session.Terminal.Verbose);
        session.Stop.Stopping = () => session.Terminal.Note("stopping: what is under way is being recorded (once more ends at once)");
        IReadOnlyList<string> addresses = await host.StartAsync(session.Stop.Token);
        session.Terminal.Say($"listening on {string.Join(' ', addresses)}");
        await host.RunUntilAsync(session.Stop.Token);
        return ExitCode.Success;
    }
}
