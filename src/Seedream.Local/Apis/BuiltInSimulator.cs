using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;
using Seedream.Simulator;

namespace Seedream.Local.Apis;

/// <summary>The simulator that makes the first run need nothing: in this process, on a free loopback port, with a memory of its own per batch.</summary>
internal static class BuiltInSimulator
{
    /// <summary>Seconds per image: long enough to see the progress, short enough to try.</summary>
    public const double MedianSeconds = 2;

    // Pictures of the real size in pixels but not in bytes: eight hundred of those would fill five gigabytes.
    private const int ImageBytes = 400_000;

    /// <summary>Starts it with what it knew of the batch before, so that request ids survive a restart.</summary>
    public static async Task<SimulatorServer> StartAsync(DataFolder data, string batch, CancellationToken cancellationToken)
    {
        try
        {
            return await SimulatorServer.StartAsync(
                new SimulatorOptions { MedianSeconds = MedianSeconds, ImageBytes = ImageBytes, BalanceUsd = 1_000_000m, AccountFile = data.SimulatorAccount(batch) },
                cancellationToken);
        }
        catch (IOException exception)
        {
            throw new CommandFailedException(ExitCode.Held, $"the built-in simulator cannot be started for batch {batch}: {exception.Message} (is another process running this batch?)", exception);
        }
    }
}
