using System.CommandLine;
using System.Globalization;
using Seedream.Local.CommandLine;
using Seedream.Local.Terminals;
using Seedream.Simulator;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Commands;

/// <summary><c>seedream simulate</c>: the simulator as a server on this machine, to point anything at.</summary>
internal static class SimulateCommand
{
    private static readonly Option<int> Port = new("--port") { HelpName = "n", Description = "Loopback port to listen on; 0 takes a free one.", DefaultValueFactory = _ => 8189 };
    private static readonly Option<int> Seed = new("--seed") { HelpName = "n", Description = "Source of all randomness: the same seed, the same pictures, times and faults.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Capacity = new("--capacity") { HelpName = "n", Description = "Generations that run in parallel; further ones queue.", DefaultValueFactory = _ => 64 };
    private static readonly Option<double> Median = new("--median") { HelpName = "seconds", Description = "Median generation time of one image.", DefaultValueFactory = _ => 8 };
    private static readonly Option<string> Token = new("--token") { HelpName = "text", Description = "The bearer token that is accepted.", DefaultValueFactory = _ => "simulator-token" };
    private static readonly Option<string?> Faults = new("--faults") { HelpName = "plan", Description = "What goes wrong: a plan such as submit:429=0.05,fail=0.02, or a JSON file (docs/simulator.md)." };
    private static readonly Option<string?> AccountPath = new("--account") { HelpName = "file", Description = "Keep the account in this file, so that it outlives the process; in memory unless given." };
    private static readonly Option<bool> Tiny = new("--tiny") { Description = "Serve small pictures whatever is asked for, for load tests." };
    private static readonly Option<decimal> Balance = new("--balance") { HelpName = "usd", Description = "What is on the account at the start.", DefaultValueFactory = _ => 1000m };

    public static Command Create()
    {
        Command command = new("simulate", "Serve a simulated image API on this machine until stopped: real protocol, real pictures, faults to order, and books that say what was paid.")
        {
            Port, Seed, Capacity, Median, Token, Faults, AccountPath, Tiny, Balance, CommonOptions.Verbose,
        };
        command.SetAction((parse, _) => CommandRun.InvokeAsync(parse, RunAsync));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandSession session)
    {
        SimulatorOptions options = new()
        {
            Urls = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{session.Value(Port)}"),
            Seed = session.Value(Seed),
            Capacity = session.Value(Capacity),
            MedianSeconds = session.Value(Median),
            Token = session.Value(Token),
            Faults = await ReadFaultsAsync(session.Value(Faults), session.Stop.Token),
            AccountFile = session.Value(AccountPath),
            TinyImages = session.Value(Tiny),
            BalanceUsd = session.Value(Balance),
        };
        await using SimulatorServer server = await StartAsync(options, session.Stop.Token);
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
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"the simulator cannot be started: {exception.Message}", exception);
        }
    }

    private static async Task<FaultPlan> ReadFaultsAsync(string? plan, CancellationToken cancellationToken)
    {
        try
        {
            return plan is null ? new FaultPlan()
                : File.Exists(plan) ? FaultPlan.FromJson(await File.ReadAllTextAsync(plan, cancellationToken))
                : FaultPlan.Parse(plan);
        }
        catch (FaultPlanException exception)
        {
            throw new CommandFailedException(ExitCode.Usage, $"--faults: {exception.Message}", exception);
        }
    }

    private static string Books(AccountSummary books)
    {
        string duplicates = books.Duplicates.Count == 0 ? "none" : $"{Amounts.Count(books.Duplicates.Count)} ({string.Join(", ", books.Duplicates.Take(5))})";
        return $"paid {Amounts.Count(books.Paid)}, wanted {Amounts.Count(books.Wanted)}, paid twice: {duplicates}; billed {Amounts.Usd(books.BilledUsd)}, balance {Amounts.Usd(books.BalanceUsd)}";
    }
}
