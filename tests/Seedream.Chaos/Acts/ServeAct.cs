using System.Diagnostics;
using System.Globalization;
using System.Net;
using Seedream.Chaos.Checking;
using Seedream.Chaos.Places;
using Seedream.Chaos.Processes;
using Seedream.Chaos.Trouble;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Acts;

/// <summary>Two <c>seedream serve</c> on the same storage, fed from every side, of which one or both die again and again.</summary>
internal sealed class ServeAct(World world, int rows, int kills, Random dice)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private readonly Mischief _mischief = new(world, dice);
    private readonly Damage _damage = new(world, dice);
    private readonly HashSet<string> _planless = [];
    private readonly FalseClock? _clock = world.Azurite is null && FalseClock.IsPossible ? new FalseClock(world.Folder, "serve.clock") : null;

    public async Task PlayAsync()
    {
        using HostSlot first = new(world, "a", clock: null);
        using HostSlot second = new(world, "b", _clock);
        HostSlot[] hosts = [first, second];
        first.Start();
        second.Start();
        using Caller caller = new(world, hosts, new Random(dice.Next()));
        Feed feed = new(world, caller, new Random(dice.Next()));
        Task feeding = feed.BringAsync(rows);

        int begin = world.Report.CountOf("kills of serve");
        for (int step = 0; world.Report.CountOf("kills of serve") < begin + kills; step++)
        {
            if (step == 2 && world.Azurite is { } azurite)
                await _mischief.OutlastAsync(azurite, world.Options.StorageOutages);
            await StepAsync(hosts, caller, feeding.IsCompleted ? 4 : Math.Max(1, 2 * rows / Math.Max(1, kills)));
            if (step % 3 == 2)
                await _damage.RestorePlansAsync();
            foreach (HostSlot host in hosts)
                await host.RestartIfDeadAsync();
        }

        await feeding;
        _clock?.Set(TimeSpan.Zero);
        await _damage.RestorePlansAsync();
        await SettleAsync("everything that was brought");
        await RetryAllAsync(caller);
        await SettleAsync("the retries");
        await CollectAllAsync(caller);
        await feed.ChangeEndedAsync();
        if (world.Options.DropFailed)
            await new FailedFiles(world).DropAsync(await BatchesAsync());
        await SettleAsync("files that came again after their end");
        foreach (HostSlot host in hosts)
            await host.StopAsync();
    }

    private async Task StepAsync(HostSlot[] hosts, Caller caller, int step)
    {
        HostSlot host = hosts[dice.Next(2)];
        await _mischief.ForProgressAsync(host.Process, dice.Next(1, step + 1), TimeSpan.FromSeconds(3));
        switch (dice.Next(24))
        {
            case < 3:
                await _mischief.AroundAsync();
                break;
            case < 5:
                bool isLong = world.Options.LongFreezeEvery > 0 && dice.Next(Math.Max(2, world.Options.LongFreezeEvery / 4)) == 0;
                await _mischief.FreezeAsync(host.Process, isLong);
                break;
            case < 6 when _clock is not null:
                _mischief.MoveClock(_clock);
                break;
            case < 8:
                await CancelOneAsync(caller);
                break;
            case < 10:
                await RetryOneAsync(caller);
                break;
            case < 11:
                world.Report.Count("stops in good order");
                await host.StopAsync();
                host.Start();
                return;
            default:
                break;
        }

        await host.KillAsync();
        // Both at once: nobody is left who could take over, or who writes while records are spoilt.
        HostSlot other = host == hosts[0] ? hosts[1] : hosts[0];
        if (dice.Next(4) == 0)
        {
            await other.KillAsync();
            if (dice.Next(2) == 0)
                await _damage.LedgerAsync();
            else if (dice.Next(3) == 0 && await _damage.PlanAsync() is { } batch)
                _planless.Add(batch);
            other.Start();
        }

        if (dice.Next(3) == 0)
            await Task.Delay(dice.Next(0, 2000));
        host.Start();
    }

    private async Task CancelOneAsync(Caller caller)
    {
        List<BatchRecord> running = [.. (await BatchesAsync()).Where(batch => batch.CompletedAt is null)];
        if (running.Count == 0)
            return;
        world.Report.Count("cancels");
        await caller.TryPostAsync($"/api/batches/{running[dice.Next(running.Count)].Id}/cancel");
    }

    // Killed right after it answered, or before: whoever starts next goes on with the round.
    private async Task RetryOneAsync(Caller caller)
    {
        List<BatchRecord> ended = [.. (await BatchesAsync()).Where(batch => batch is { CompletedAt: not null, Status: not (BatchStatus.Completed or BatchStatus.Rejected) })];
        if (ended.Count == 0)
            return;
        BatchRecord batch = ended[dice.Next(ended.Count)];
        world.Orders.Find(batch.ContentSha256)?.Family.Retry(uncertain: false);
        world.Report.Count("retries");
        Task<HttpStatusCode?> answer = caller.TryPostAsync($"/api/batches/{batch.Id}/retry");
        await Task.Delay(dice.Next(0, 60));
        if (dice.Next(2) == 0)
            await answer;
    }

    private async Task RetryAllAsync(Caller caller)
    {
        foreach (BatchRecord batch in await BatchesAsync())
        {
            if (world.Orders.Find(batch.ContentSha256) is not { Family: var family } || batch.Status is BatchStatus.Rejected or BatchStatus.Completed || (family.IsRetried && !_planless.Contains(batch.Id)))
                continue;
            if (batch.Status == BatchStatus.Failed && _planless.Contains(batch.Id))
                world.Report.Count("rounds given up");
            if (batch.Status == BatchStatus.Halted)
                world.Report.Note($"{batch.Id} was halted: {batch.Reason}");
            bool uncertain = dice.Next(3) == 0 && !_planless.Contains(batch.Id);
            family.Retry(uncertain);
            world.Report.Count("retries");
            string only = uncertain ? "uncertain" : "failed,not_submitted,timed_out,cancelled";
            await MustAsync(caller, $"/api/batches/{batch.Id}/retry?only={only}");
        }
    }

    private async Task CollectAllAsync(Caller caller)
    {
        foreach (BatchRecord batch in (await BatchesAsync()).Where(batch => batch.Counts.GetValueOrDefault(OutcomeKind.TimedOut) > 0))
        {
            world.Report.Count("collects");
            await MustAsync(caller, $"/api/batches/{batch.Id}/collect");
        }
    }

    private async Task MustAsync(Caller caller, string path)
    {
        if (await caller.TryPostAsync(path) is { } code and not (HttpStatusCode.Accepted or HttpStatusCode.OK or HttpStatusCode.Conflict))
            world.Report.Violation(string.Create(CultureInfo.InvariantCulture, $"{path} was answered {(int)code}"));
    }

    // Until every file has become a batch, every batch and job has ended, and nothing is open any more.
    private async Task SettleAsync(string what)
    {
        long start = Stopwatch.GetTimestamp();
        string missing = "";
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            missing = await MissingAsync();
            if (missing.Length == 0)
                return;
            await Task.Delay(500);
        }

        world.Report.Violation($"{what} did not end in {Patience}: {missing}");
    }

    private async Task<string> MissingAsync()
    {
        IReadOnlyList<BatchRecord> batches = await BatchesAsync();
        FileVersion[] taken = [.. batches.Select(batch => world.Orders.Find(batch.ContentSha256)?.Version).OfType<FileVersion>()];
        if (world.Orders.Families.FirstOrDefault(family => !Array.Exists(taken, version => version.AsksForTheSameAs(family.Last))) is { } unknown)
            return $"the last version of '{unknown.Name}' has become no batch";
        if (batches.FirstOrDefault(batch => batch.CompletedAt is null && batch.Status != BatchStatus.Rejected) is { } running)
            return $"{running.Id} is {running.Status}";
        int open = await CountAsync(world.Open().State, StateLayout.Open);
        if (open > 0)
            return string.Create(CultureInfo.InvariantCulture, $"{open} rounds are open");
        int jobs = await CountAsync(world.Open().Images, "jobs/", "/manifest.json");
        return jobs >= world.Orders.JobPrompts.Count || await AllButPutAsideAsync() ? "" : string.Create(CultureInfo.InvariantCulture, $"{jobs} of {world.Orders.JobPrompts.Count} jobs have ended");
    }

    private async Task<bool> AllButPutAsideAsync()
    {
        HashSet<string> aside = await PutAside.PromptsAsync(world.Open().State);
        if (aside.Count == 0)
            return false;
        HashSet<string> ended = await EndedJobs.PromptsAsync(world.Open().Images);
        return world.Orders.JobPrompts.All(prompt => ended.Contains(prompt) || aside.Contains(prompt));
    }

    private Task<List<BatchRecord>> BatchesAsync() =>
        Patiently.DoAsync(async () => await new BatchStore(world.Open()).ListAsync(CancellationToken.None).ToListAsync());

    private static async Task<int> CountAsync(IObjectStore store, string prefix, string end = "") =>
        await store.ListAsync(prefix, CancellationToken.None).CountAsync(found => found.Name.EndsWith(end, StringComparison.Ordinal));
}
