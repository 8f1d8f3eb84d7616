using System.Diagnostics;
using System.Globalization;
using Seedream.Chaos.Places;
using Seedream.Chaos.Processes;

namespace Seedream.Chaos.Acts;

/// <summary>Judges how a command ended.</summary>
internal sealed class CommandEnd(World world, string name)
{
    // What a command says that was named a batch which others have not brought so far yet.
    private static readonly string[] TooEarly = ["nothing was run", "has not ended", "never planned"];

    /// <summary>True when it has done all there was to do; false when it has to be started again.</summary>
    public async Task<bool> IsEndAsync(SeedreamProcess process)
    {
        string output = await process.OutputAsync();
        int code = process.ExitCode;
        world.Report.Count(string.Create(CultureInfo.InvariantCulture, $"run exits {code}"));
        switch (code)
        {
            case 0 or 3 or 4 or 9:
                return true;
            // Nothing in the weather is a word about the account; whoever halts all the same has to say why.
            case 5:
                world.Report.Note($"{name} was halted: {ReasonIn(output) ?? process.Error}");
                return true;
            // Killed; held by the other one; storage in trouble; told to stop.
            case 137 or 6 or 7 or 130:
                return false;
            // Told to stop before it had said or done anything.
            case 143 when output.Length == 0 && process.Error.Length == 0:
                return false;
            case 2 when Array.Exists(TooEarly, early => process.Error.Contains(early, StringComparison.Ordinal)):
                return false;
            default:
                if (Stopwatch.GetElapsedTime(world.StorageTroubleAt) > TimeSpan.FromSeconds(60))
                    world.Report.Violation($"{name}: '{process.Command}' ended with {code}: {output} {process.Error}");
                else
                    world.Report.Note($"with storage in trouble a command ended with {code}: {process.Error.Split('\n')[^1]}");
                return false;
        }
    }

    private static string? ReasonIn(string output)
    {
        int start = output.IndexOf("\"reason\":", StringComparison.Ordinal);
        return start < 0 ? null : output[start..].Split('\n')[0];
    }
}
