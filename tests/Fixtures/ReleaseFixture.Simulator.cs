using Seedream.Simulator;

namespace Seedream.Fixtures;

// Linked where there is the simulator.
internal static partial class ReleaseFixture
{
    /// <summary>
    /// A simulator that knows every request of a fixture, with the pictures it made then, however long ago: it says of each what
    /// the API would have said since. Whatever is submitted beyond <see cref="ReleaseManifest.Paid"/> is paid anew.
    /// </summary>
    /// <param name="name">The fixture.</param>
    /// <param name="folder">Where its books go on: those of the fixture stay as they are.</param>
    /// <param name="change">Other options, such as faults.</param>
    public static Task<SimulatorServer> StartSimulatorAsync(string name, FixtureFolder folder, Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        ReleaseSimulator made = ReadManifest(name).Simulator;
        string account = Path.Combine(folder.Path, $"{name}-account.jsonl");
        File.Copy(PathOf(name, made.Account), account);
        SimulatorOptions options = new()
        {
            Seed = made.Seed,
            Capacity = made.Capacity,
            TinyImages = made.TinyImages,
            Token = made.Token,
            BalanceUsd = made.BalanceUsd,
            MedianSeconds = 0.2,
            RequestLifetime = TimeSpan.FromDays(36_500),
            AccountFile = account,
        };
        return SimulatorServer.StartAsync(change?.Invoke(options) ?? options);
    }
}
