using Seedream.Chaos.Places;
using Seedream.Chaos.Processes;
using Seedream.Chaos.Trouble;

namespace Seedream.Chaos.Acts;

/// <summary>
/// A person at a terminal: <c>seedream run</c> of one file again and again until it has ended, then retries, while processes die,
/// stand still, are started twice and are told to cancel, and while the file grows, is edited, saved again and copied.
/// </summary>
internal sealed class RunAct(World world, string name, int rows, int kills, Random dice)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private readonly Mischief _mischief = new(world, dice);
    private readonly Damage _damage = new(world, dice);
    private readonly DeskFile _file = new(world, name, rows, dice);
    private readonly FalseClock? _clock = world.Azurite is null && FalseClock.IsPossible ? new FalseClock(world.Folder, name + ".clock") : null;
    private int _killed;
    private int _quietEnds;

    public async Task PlayAsync()
    {
        bool cancels = dice.Next(4) == 0;
        int changeAt = dice.Next(1, 4);
        await UntilEndedAsync(() => ["run", _file.Path, "--yes", "--json"], rows, async starts =>
        {
            if (starts == 1 && cancels)
                await CancelAsync(_file.Path);
            if (starts == changeAt)
                await _file.ChangeAsync();
        });
        // Whatever the file was once is run to its end, too: a person who goes back to an earlier version.
        for (int version = 0; version < _file.Versions; version++)
        {
            await _file.GoBackAsync(version);
            await UntilEndedAsync(() => ["run", _file.Path, "--yes", "--json"], 4);
        }

        foreach (string batch in await _file.BatchesAsync())
            await RetryAsync(batch);
        // What is left of the deaths is spent on ended batches: even those must bear them.
        while (_killed < kills && _quietEnds < 4)
            await OnceAsync(["run", _file.Path, "--yes", "--json"], 1);
        _clock?.Set(TimeSpan.Zero);
        for (int copies = 0; copies < 3; copies++)
        {
            string[] again = ["run", copies == 0 ? _file.Path : await _file.CopyAsync(), "--yes", "--json"];
            await UntilEndedAsync(() => again, 1, quietly: true);
        }
    }

    private async Task RetryAsync(string batch)
    {
        _file.Family.Retry(uncertain: false);
        world.Report.Count("retries");
        await UntilEndedAsync(() => ["retry", batch, "--only", "failed,not_submitted,timed_out,cancelled", "--yes", "--json"], Math.Max(4, rows / 10));
        if (dice.Next(2) == 0)
        {
            _file.Family.Retry(uncertain: true);
            world.Report.Count("retries");
            await UntilEndedAsync(() => ["retry", batch, "--only", "uncertain", "--yes", "--json"], 4);
        }

        await UntilEndedAsync(() => ["collect", batch, "--json"], 4);
    }

    private async Task UntilEndedAsync(Func<string[]> command, int size, Func<int, Task>? between = null, bool quietly = false)
    {
        for (int starts = 0; ; starts++)
        {
            if (starts > 60 + (2 * kills))
            {
                world.Report.Violation($"{name}: '{command()[0]}' did not come to its end in {starts} starts");
                return;
            }

            if (quietly ? await QuietlyAsync(command()) : await OnceAsync(command(), size))
                return;
            if (between is not null)
                await between(starts);
        }
    }

    // True when the command has come to its end by itself.
    private async Task<bool> OnceAsync(string[] command, int size)
    {
        if (_killed >= kills)
            return await QuietlyAsync(command);
        bool other = dice.Next(20) == 0;
        using SeedreamProcess process = world.Start(dice.Next(4) == 0 ? _clock : null, command);
        using SeedreamProcess? second = other ? world.Start(await SecondAsync(command)) : null;
        if (other)
            world.Report.Count("second processes");
        await TroubleAsync(process, size, second is not null);
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
        ended |= second is not null && await EndedAsync(second);
        // Nobody is left who could be writing.
        if (!ended && dice.Next(8) == 0)
            await _damage.LedgerAsync();
        return ended;
    }

    // The same command once more, or the same rows from another file: either is the same batch.
    private async Task<string[]> SecondAsync(string[] command) =>
        command[0] == "run" && dice.Next(2) == 0 ? ["run", await _file.CopyAsync(), "--yes", "--json"] : command;

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
        return await new CommandEnd(world, name).IsEndAsync(process);
    }
}
