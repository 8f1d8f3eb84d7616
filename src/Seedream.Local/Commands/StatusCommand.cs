using System.CommandLine;
using Seedream.Local.Batches;
using Seedream.Local.CommandLine;

namespace Seedream.Local.Commands;

/// <summary><c>seedream status</c>: where a batch stands, whichever process runs it.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Command command = new("status", "Show where a batch stands, also while another process runs it.")
        {
            OpenBatch.Argument, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        await using OpenBatch batch = await OpenBatch.FindAsync(session, session.Stop.Token);
        await BatchStanding.ShowAsync(session, batch, session.Stop.Token);
        return ExitCode.Success;
    }
}
