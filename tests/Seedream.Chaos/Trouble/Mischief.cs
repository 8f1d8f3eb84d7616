using System.Diagnostics;
using Seedream.Chaos.Places;
using Seedream.Chaos.Processes;

namespace Seedream.Chaos.Trouble;

/// <summary>What goes wrong around a process, apart from its death.</summary>
internal sealed class Mischief(World world, Random dice)
{
    private static readonly TimeSpan LongFreeze = TimeSpan.FromSeconds(40);

    // Four tries of a minute each, and the pauses between them.
    private static readonly TimeSpan WholeRetryTime = TimeSpan.FromSeconds(260);

    /// <summary>Storage, the API or the network is in trouble for a moment.</summary>
    public async Task AroundAsync()
    {
        switch (dice.Next(3))
        {
            case 0:
                world.Report.Count("api outages");
                await world.Api.PauseAsync();
                await Task.Delay(dice.Next(100, 2500));
                await world.Api.ResumeAsync();
                break;
            case 1 when world.Azurite is { } azurite:
                world.Report.Count("azurite restarts");
                world.NoteStorageTrouble();
                await azurite.RestartAsync(TimeSpan.FromMilliseconds(dice.Next(0, 2500)));
                world.NoteStorageTrouble();
                break;
            case 2 when world.Azurite is { } azurite:
                world.Report.Count("azurite freezes");
                world.NoteStorageTrouble();
                await azurite.FreezeAsync(TimeSpan.FromMilliseconds(dice.Next(200, 6000)));
                world.NoteStorageTrouble();
                break;
            default:
                if (world.Disk is not { } disk)
                    break;
                world.Report.Count("full disks");
                world.NoteStorageTrouble();
                await disk.FillAsync(TimeSpan.FromMilliseconds(dice.Next(200, 3000)), dice);
                world.NoteStorageTrouble();
                break;
        }
    }

    /// <summary>
    /// Storage stands still, in the middle of submissions, for longer than its client tries: what comes out of the client then
    /// is its own time-out, which looks like a cancellation.
    /// </summary>
    public async Task OutlastAsync(AzuriteProcess azurite, int times)
    {
        for (int time = 0; time < times; time++)
        {
            int until = world.Api.Account.Paid + 1;
            for (int looks = 0; looks < 400 && world.Api.Account.Paid < until; looks++)
                await Task.Delay(10);
            world.Report.Count("storage time-outs");
            world.NoteStorageTrouble();
            await azurite.FreezeAsync(WholeRetryTime);
            world.NoteStorageTrouble();
        }
    }

    /// <summary>The process stands still, seldom for so long that others take over what it holds.</summary>
    public async Task FreezeAsync(SeedreamProcess process, bool isLong)
    {
        world.Report.Count(isLong ? "long freezes" : "freezes");
        process.Signal(Signals.Stop);
        await Task.Delay(isLong ? LongFreeze : TimeSpan.FromMilliseconds(dice.Next(100, 5000)));
        process.Signal(Signals.Continue);
    }

    /// <summary>The wall clock of a process jumps, minutes or hours, forwards or back.</summary>
    public void MoveClock(FalseClock clock)
    {
        world.Report.Count("clock jumps");
        int minutes = dice.Next(2) == 0 ? dice.Next(1, 10) : dice.Next(10, 600);
        clock.Set(TimeSpan.FromMinutes(dice.Next(2) == 0 ? minutes : -minutes));
    }

    /// <summary>Waits until so many submissions more were accepted, the process has ended, or nothing has happened for a while.</summary>
    public async Task ForProgressAsync(SeedreamProcess process, int submissions, TimeSpan atMost)
    {
        int until = world.Api.Account.Paid + submissions;
        long start = Stopwatch.GetTimestamp();
        while (!process.HasExited && world.Api.Account.Paid < until && Stopwatch.GetElapsedTime(start) < atMost)
            await Task.Delay(15);
        await Task.Delay(dice.Next(0, 80));
    }
}
