using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class Simulating
{
    [UnixFact]
    public async Task The_simulator_serves_until_stopped_and_then_shows_its_books()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        using SeedreamProcess simulator = SeedreamProcess.Start(new Dictionary<string, string>(StringComparer.Ordinal), "simulate", "--port", "0", "--median", "0.1", "--tiny", "--token", "secret", "--faults", "fail=x1");
        await Eventually.IsTrueAsync(() => simulator.ErrorSoFar.Contains("/simulator/account", StringComparison.Ordinal), "the simulator");
        string address = simulator.ErrorSoFar.Split("GET ")[1].Split("simulator/")[0];
        workplace.Environment["Seedream__RunComfy__BaseUrl"] = address;
        workplace.Environment["Seedream__RunComfy__ApiToken"] = "secret";
        (await workplace.RunAsync("run", workplace.Prompts(3), "--yes")).Expect(4);
        simulator.Signal("INT");
        ProcessEnd end = (await simulator.WaitAsync()).Expect(0);
        Assert.Contains("export Seedream__RunComfy__ApiToken=secret", end.Output, StringComparison.Ordinal);
        Assert.Contains("paid 3, wanted 3, paid twice: none; billed $0.056", end.Output, StringComparison.Ordinal);
    }
}
