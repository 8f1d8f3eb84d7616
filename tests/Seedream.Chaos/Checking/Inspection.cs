using Seedream.Azure.Queues;
using Seedream.Chaos.Acts;
using Seedream.Chaos.Places;
using Seedream.Chaos.Processes;
using Seedream.Core.Batches;
using Seedream.Core.Queues;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Checking;

/// <summary>After the last process has ended: what is in storage, compared with what was ordered and with the simulator's books.</summary>
internal sealed class Inspection(World world)
{
    private readonly PipelineStorage _storage = world.Open();

    public async Task RunAsync()
    {
        CampaignReport report = world.Report;
        foreach (string marker in world.Api.Account.DuplicateMarkers)
            report.Violation($"paid more than once: {marker}");
        if (world.Api.Account.TokenLeaks > 0)
            report.Violation($"the token was sent with {world.Api.Account.TokenLeaks} downloads");
        report.Count("paid", world.Api.Account.Paid);

        Books books = new(world.Api.Account);
        await new LedgerCheck(world, _storage, books).RunAsync();
        List<BatchRecord> batches = await new BatchStore(_storage).ListAsync(CancellationToken.None).ToListAsync();
        foreach (FileOrder order in world.Orders.Files)
        {
            List<BatchRecord> made = batches.FindAll(batch => batch.File == order.Name);
            if (made.Count == 1)
                await new BatchCheck(world, _storage, books, made[0], order).RunAsync();
            else
                report.Violation($"'{order.Name}' became {made.Count} batches");
        }

        report.Count("batches", batches.Count);
        foreach (BatchRecord stray in batches.Where(batch => world.Orders.Find(batch.File) is null))
            report.Violation($"nobody ordered batch {stray.Id}");
        await new JobCheck(world, _storage, books).RunAsync();
        await CheckLeftoversAsync(batches);
        await CheckQueuesAsync();
    }

    // Whatever says that something is under way must be gone when nothing is.
    private async Task CheckLeftoversAsync(List<BatchRecord> batches)
    {
        foreach (string prefix in new[] { StateLayout.Open, "notifications/" })
        {
            foreach (ObjectInfo found in await _storage.State.ListAsync(prefix, CancellationToken.None).ToListAsync())
                world.Report.Violation($"left behind: {found.Name}");
        }

        await CheckHostsAsync();

        // These are deleted by whoever starts when they are an hour old.
        world.Report.Count("uploads cut off by a kill", await _storage.State.ListAsync(StateLayout.Uploads, CancellationToken.None).CountAsync());
        foreach (BatchRecord batch in batches)
        {
            if (await BatchLease.IsHeldAsync(_storage, batch.Id, TimeProvider.System, CancellationToken.None))
                world.Report.Violation($"left behind: the lease of {batch.Id}");
        }

        if (world.Azurite is not null)
            return;
        // Opening the folder clears up after the dead; stores that this program has opened are let go of first.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using SeedreamProcess look = world.Start("list");
        await look.EndsWithinAsync(TimeSpan.FromMinutes(1));
        foreach (string file in Directory.EnumerateFiles(world.Data, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".tmp", StringComparison.Ordinal) || file.Contains("/unfinished/", StringComparison.Ordinal))
                world.Report.Violation($"left behind: {Path.GetRelativePath(world.Data, file)}");
        }
    }

    // Whoever starts forgets the killed, and whoever stops in good order takes back its own record.
    private async Task CheckHostsAsync()
    {
        using HostSlot last = new(world, "last", clock: null);
        last.Start();
        if (!await last.ListensWithinAsync(TimeSpan.FromMinutes(1)))
            world.Report.Violation($"the last host did not start: {last.Process.Error}");
        for (int tries = 0; tries < 50 && !await LivingHosts.IsOnlyAsync(_storage.State, last.Process.Id); tries++)
            await Task.Delay(200);
        await last.StopAsync();
        int left = await _storage.State.ListAsync(StateLayout.Hosts, CancellationToken.None).CountAsync();
        if (left > 0)
            world.Report.Violation($"left behind: {left} hosts");
    }

    private async Task CheckQueuesAsync()
    {
        if (world.Azurite is null)
            return;
        int left = await CountAsync(QueueNames.Jobs);
        int poison = await CountAsync(QueueNames.Jobs + QueueNames.PoisonSuffix);
        if (left > 0)
            world.Report.Violation($"{left} messages are still on the queue");
        int givenUp = (await PutAside.TextsAsync(_storage.State)).Count;
        world.Report.Count("messages put aside after many deaths", givenUp);
        if (poison != world.Orders.BadMessages + givenUp)
            world.Report.Violation($"{poison} messages in the poison queue, {world.Orders.BadMessages} were of no use and {givenUp} were given up");
    }

    private async Task<int> CountAsync(string queue)
    {
        IMessageQueue messages = AzureQueues.Open(world.Azurite!.Account, queue);
        // By text: moving a message to another queue is two steps, and a death between them leaves it to be moved again.
        HashSet<string> texts = new(StringComparer.Ordinal);
        while (await messages.ReceiveAsync(32, TimeSpan.FromMinutes(1), CancellationToken.None) is { Count: > 0 } received)
            texts.UnionWith(received.Select(message => message.Text));
        return texts.Count;
    }
}
