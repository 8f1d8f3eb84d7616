using System.CommandLine;
using Seedream.Local.CommandLine;
using Seedream.Local.Terminals;
using Seedream.Simulator;
using Seedream.Simulator.Accounting;

namespace Seedream.Local.Commands;

/// <summary><c>seedream simulate</c>: the simulator as a server on this machine, to point anything at.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        Command command = new("simulate", "Serve a simulated image API on this machine until stopped: real protocol, real pictures, faults to order, and books that say what was paid.");
        foreach (SimulateFlag flag in SimulateFlags.All) command.Options.Add(flag.Option);
        command.Options.Add(CommonOptions.Verbose);
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        await using SimulatorServer server = await StartAsync(SimulateFlags.Read(session), session.Stop.Token);
        Terminal terminal = session.Terminal;
        terminal.Say($"export Seedream__RunComfy__BaseUrl={server.BaseUrl.GetLeftPart(UriPartial.Authority)}");
        terminal.Say($"export Seedream__RunComfy__ApiToken={server.Token}");
        terminal.Note(terminal.Error.Dim($"simulating; GET {server.BaseUrl}simulator/account shows the books; Ctrl-C ends"));
        await Task.Delay(Timeout.InfiniteTimeSpan, session.Stop.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await server.StopAsync(CancellationToken.None);
        terminal.Say(Books(server.Account.Summary()));
        return ExitCode.Success;
    }

    private static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await SimulatorServer.StartAsync(options, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException or InvalidDataException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"the simulator cannot be started: {exception.Message}", exception);
        }
    }

    private static string Books(AccountSummary books)
    {
        string duplicates = books.Duplicates.Count == 0 ? "none" : $"{Amounts.Count(books.Duplicates.Count)} ({string.Join(", ", books.Duplicates.Take(5))})";
        return $"paid {Amounts.Count(books.Paid)}, wanted {Amounts.Count(books.Wanted)}, paid twice: {duplicates}; billed {Amounts.Usd(books.BilledUsd)}, balance {Amounts.Usd(books.BalanceUsd)}";
    }
}
