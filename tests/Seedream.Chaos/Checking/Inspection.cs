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
        LedgerBook ledger = await LedgerBook.ReadAsync(world, _storage.State);
        new LedgerCheck(world, ledger, books).Run();
        new WantedCheck(world, ledger, books).Run();
        Cents cents = new(world);
        List<BatchRecord> batches = await new BatchStore(_storage).ListAsync(CancellationToken.None).ToListAsync();
        report.Count("batches", batches.Count);
        foreach (BatchRecord batch in batches)
        {
            if (world.Orders.Find(batch.ContentSha256) is { Version: var version })
                await new BatchCheck(world, _storage, books, cents, batch, version).RunAsync();
            else
                report.Violation($"nobody ordered batch {batch.Id}");
        }

        CheckVersions(batches);
        await new JobCheck(world, _storage, books, cents).RunAsync();
        cents.End(books);
        await CheckLeftoversAsync(batches);
        await CheckQueuesAsync();
    }

    // The same rows are the same batch, whatever their file is called and however it was saved.
    private void CheckVersions(List<BatchRecord> batches)
    {
        ILookup<FileVersion, string> made = batches
            .Where(batch => world.Orders.Find(batch.ContentSha256)?.Version is not null)
            .ToLookup(batch => world.Orders.Find(batch.ContentSha256)!.Value.Version!, batch => batch.Id);
        foreach (IGrouping<FileVersion, string> twice in made.Where(ids => ids.Count() > 1))
            world.Report.Violation($"the same rows became {string.Join(" and ", twice)}");
        foreach (PromptFamily family in world.Orders.Families)
        {
            world.Report.Count("versions of files", family.Versions.Count);
            if (!family.Versions.Exists(made.Contains))
                world.Report.Violation($"'{family.Name}' became no batch");
        }
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
        // Opening the folder clears up after the dead; what this program holds open itself is its own.
        HashSet<string> own = [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(entry => new FileInfo(entry).LinkTarget).OfType<string>()];
        using SeedreamProcess look = world.Start("list");
        await look.EndsWithinAsync(TimeSpan.FromMinutes(1));
        foreach (string file in Directory.EnumerateFiles(world.Data, "*", SearchOption.AllDirectories))
        {
            if (own.Contains(file))
                continue;
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
