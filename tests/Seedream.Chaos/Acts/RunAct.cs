using System.Globalization;
using Seedream.Chaos.Places;
using Seedream.Chaos.Processes;
using Seedream.Chaos.Trouble;

namespace Seedream.Chaos.Acts;

/// <summary>
/// A person at a terminal: <c>seedream run</c> of one file again and again until it has ended, then retries, while processes die,
/// stand still, are started twice and are told to cancel.
/// </summary>
internal sealed class RunAct(World world, string name, int rows, int kills, Random dice)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private readonly Mischief _mischief = new(world, dice);
    private readonly FalseClock? _clock = world.Azurite is null && FalseClock.IsPossible ? new FalseClock(world.Folder, name + ".clock") : null;
    private int _killed;
    private int _quietEnds;

    public async Task PlayAsync()
    {
        string path = Path.Combine(world.Folder, name);
        await File.WriteAllTextAsync(path, PromptFiles.Write(name, rows, dice));
        FileOrder order = world.Orders.File(name, rows);
        bool cancels = dice.Next(4) == 0;

        await UntilEndedAsync(["run", path, "--yes", "--json"], cancels ? path : null, rows);
        order.AskAgain();
        await UntilEndedAsync(["retry", path, "--only", "failed,not_submitted,timed_out,cancelled", "--yes", "--json"], null, Math.Max(4, rows / 10));
        if (dice.Next(2) == 0)
        {
            order.AskAgain();
            await UntilEndedAsync(["retry", path, "--only", "uncertain", "--yes", "--json"], null, 4);
        }

        await UntilEndedAsync(["collect", path, "--json"], null, 4);
        // What is left of the deaths is spent on an ended batch: even that must bear them.
        while (_killed < kills && _quietEnds < 4)
            await OnceAsync(["run", path, "--yes", "--json"], 1);
        _clock?.Set(TimeSpan.Zero);
        await UntilEndedAsync(["run", path, "--yes", "--json"], null, 1, quietly: true);
    }

    private async Task UntilEndedAsync(string[] command, string? cancel, int size, bool quietly = false)
    {
        for (int starts = 0; ; starts++)
        {
            if (starts > 60 + (2 * kills))
            {
                world.Report.Violation($"{name}: '{command[0]}' did not come to its end in {starts} starts");
                return;
            }

            string? now = starts == 1 ? cancel : null;
            if (quietly ? await QuietlyAsync(command) : await OnceAsync(command, size, now))
                return;
        }
    }

    // True when the command has come to its end by itself.
    private async Task<bool> OnceAsync(string[] command, int size, string? cancel = null)
    {
        if (_killed >= kills)
            return await QuietlyAsync(command);
        bool other = dice.Next(20) == 0;
        using SeedreamProcess process = world.Start(dice.Next(4) == 0 ? _clock : null, command);
        using SeedreamProcess? second = other ? world.Start(command) : null;
        if (other)
            world.Report.Count("second processes");
        await TroubleAsync(process, size, second is not null);
        if (cancel is not null)
            await CancelAsync(cancel);
        if (second is not null && dice.Next(2) == 0)
            Kill(second);
        if (dice.Next(15) == 0)
        {
            process.Signal(Signals.Terminate);
            world.Report.Count("stops in good order");
            await process.EndsWithinAsync(TimeSpan.FromSeconds(20));
        }

        Kill(process);
        bool ended = await EndedAsync(process);
        return (second is not null && await EndedAsync(second)) || ended;
    }

    private async Task TroubleAsync(SeedreamProcess process, int size, bool hasSecond)
    {
        int step = Math.Max(1, 2 * size / Math.Max(1, kills));
        switch (dice.Next(20))
        {
            // At any moment of its start, planning and closing included.
            case < 5:
                await Task.Delay(dice.Next(0, 2500));
                return;
            case < 8:
                await _mischief.ForProgressAsync(process, dice.Next(1, step + 1), TimeSpan.FromSeconds(4));
                await _mischief.AroundAsync();
                break;
            case < 10:
                await _mischief.ForProgressAsync(process, dice.Next(1, step + 1), TimeSpan.FromSeconds(4));
                bool isLong = world.Options.LongFreezeEvery > 0 && (hasSecond || dice.Next(world.Options.LongFreezeEvery) == 0);
                await _mischief.FreezeAsync(process, isLong);
                break;
            case < 12 when _clock is not null:
                await _mischief.ForProgressAsync(process, dice.Next(1, step + 1), TimeSpan.FromSeconds(4));
                _mischief.MoveClock(_clock);
                break;
            default:
                break;
        }

        await _mischief.ForProgressAsync(process, dice.Next(1, step + 1), TimeSpan.FromSeconds(6));
    }

    private async Task CancelAsync(string path)
    {
        world.Report.Count("cancels");
        using SeedreamProcess cancel = world.Start("cancel", path);
        await cancel.EndsWithinAsync(Patience);
    }

    private async Task<bool> QuietlyAsync(string[] command)
    {
        using SeedreamProcess process = world.Start(command);
        if (!await process.EndsWithinAsync(Patience))
        {
            world.Report.Violation($"{name}: '{command[0]}' left alone did not end in {Patience}: {process.Error}");
            process.Kill();
        }

        return await EndedAsync(process);
    }

    private void Kill(SeedreamProcess process)
    {
        if (!process.Kill())
        {
            _quietEnds++;
            return;
        }

        _killed++;
        world.Report.Count("kills");
        world.Report.Count("kills of run");
    }

    private async Task<bool> EndedAsync(SeedreamProcess process)
    {
        await process.EndsWithinAsync(Patience);
        string output = await process.OutputAsync();
        int code = process.ExitCode;
        world.Report.Count(string.Create(CultureInfo.InvariantCulture, $"run exits {code}"));
        switch (code)
        {
            case 0 or 3 or 4 or 9:
                return true;
            // Killed; held by the other one; storage in trouble; told to stop.
            case 137 or 6 or 7 or 130:
                return false;
            // Told to stop before it had said or done anything.
            case 143 when output.Length == 0 && process.Error.Length == 0:
                return false;
            case 2 when process.Error.Contains("nothing was run", StringComparison.Ordinal) || process.Error.Contains("has not ended", StringComparison.Ordinal) || process.Error.Contains("never planned", StringComparison.Ordinal):
                return false;
            default:
                if (System.Diagnostics.Stopwatch.GetElapsedTime(world.StorageTroubleAt) > TimeSpan.FromSeconds(60))
                    world.Report.Violation($"{name}: '{process.Command}' ended with {code}: {output} {process.Error}");
                else
                    world.Report.Note($"with storage in trouble a command ended with {code}: {process.Error.Split('\n')[^1]}");
                return false;
        }
    }
}
