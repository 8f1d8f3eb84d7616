using Azure.Storage.Queues;
using Seedream.Azure.Queues;
using Seedream.Azure.Tests;
using Seedream.Core.Batches;
using Seedream.Core.Drops;
using Seedream.Core.Identity;
using Seedream.Core.Queues;
using Seedream.Core.Retention;
using Seedream.Fixtures;
using Seedream.Local.Tests.Running;
using Seedream.Local.Tests.Serving;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Upgrading;

/// <summary>A storage account that release a5adec5 left.</summary>
[Collection(nameof(ServingTests))]
public sealed class AccountAfterTheUpdateTests(FastAzurite azurite)
{
    [AzuriteFact]
    public async Task Accept_EveryFileOfThen_IsItsBatchAndAPurgedOneIsRefused()
    {
        await using UpdatedHost host = await UpdatedHost.OnAccountAsync(azurite.NewAccount());
        await using Pipeline process = Pipeline.On(host.Api, host.Storage);

        foreach (ReleaseBatch batch in host.Manifest.Batches.Where(batch => batch.Status != "rejected"))
        {
            BatchRecord record = await host.BatchAsync(batch.Id);
            foreach (string file in (string[])[batch.File, $"moved/renamed{Path.GetExtension(batch.File)}"])
                Assert.Equal(batch.Id, (await AcceptAsync(process, batch.PromptFile, file, new BatchOptions { Defaults = record.Defaults, Run = batch.Run })).Batch.Id);
            if (!batch.Ended)
                await process.RunAsync(batch.Id);
        }

        foreach (PurgedBatch purged in host.Manifest.Purged)
        {
            BatchPurgedException refused = await Assert.ThrowsAsync<BatchPurgedException>(() => AcceptAsync(process, purged.PromptFile, purged.File, new BatchOptions { Run = purged.Run }));
            Assert.Equal(purged.Id, refused.Tombstone.Batch);
        }

        await host.ShowAsync("account: intake, same and moved");
        host.HasPaid(host.Manifest.Batches.Sum(UpdatedHost.NotBegun));
        Assert.Empty(await host.NewBatchesAsync());
    }

    [AzuriteFact]
    public async Task Serve_DropsAndMessagesOfThenAgain_EndsWhatWasKilledAndPaysOnlyRowsThatWereNotBegun()
    {
        string account = azurite.NewAccount();
        await using UpdatedHost host = await UpdatedHost.OnAccountAsync(account);
        IMessageQueue queue = AzureQueues.Open(account, QueueNames.Jobs);
        // Every dropped file has another ETag than then, as after a move to another account; some were moved as well.
        await host.DropAsync("files/menu.csv", "done/menu.csv");
        await host.DropAsync("files/killed-run.csv", "killed-run.csv");
        await host.DropAsync("files/given-up.csv", "copies/given-up.csv");
        foreach (int run in (int[])[1, 2])
            await queue.SendAsync($$"""{"file":"by-message.csv","options":{"output_format":"jpeg","run":{{run}} } }""", CancellationToken.None);
        await queue.SendAsync("""{"file":"killed-drop.csv"}""", CancellationToken.None);
        await queue.SendAsync("""{"file":"purged-drop.csv"}""", CancellationToken.None);
        foreach (ReleaseJob job in host.Manifest.Jobs.Where(job => job.By == "queue" && job.Body.Contains("\"id\"", StringComparison.Ordinal)))
            await queue.SendAsync(job.Body, CancellationToken.None);

        await host.ServeAsync();
        // The count includes messages that are being dealt with.
        QueueClient rest = new(account, QueueNames.Jobs);
        await Eventually.IsTrueAsync(async () => (await rest.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, "the queue to be empty");
        await host.RestAsync();
        await Eventually.IsTrueAsync(async () => (await host.BatchAsync("killed-run-17f0dd39cb")).CompletedAt is not null, "the killed run");

        await host.ShowAsync("account: serve with drops and messages");
        host.HasPaid(host.Manifest.Batches.Sum(UpdatedHost.NotBegun));
        // By a message the same file with a default that none of its rows needs is the same batch.
        Assert.Empty(await host.NewBatchesAsync());
        IReadOnlyList<DropRecord> drops = await ServingAfterTheUpdateTests.DropsAsync(host.Storage);
        Assert.Contains(drops, drop => drop is { Name: "done/menu.csv", SameAs: "spring/menu.csv" });
        Assert.Contains(drops, drop => drop is { Name: "purged-drop.csv", Batch: null, Reason: not null });
    }

    private static async Task<AcceptedBatch> AcceptAsync(Pipeline process, string promptFile, string name, BatchOptions options)
    {
        byte[] content = await File.ReadAllBytesAsync(ReleaseFixture.PromptFile(promptFile));
        BatchFile file = new() { Open = _ => Task.FromResult<Stream>(new MemoryStream(content)), Name = name, FullName = FullName.OfContainer(name) };
        return await process.Get<BatchIntake>().AcceptAsync(file, options, 0.028m, CancellationToken.None);
    }
}
