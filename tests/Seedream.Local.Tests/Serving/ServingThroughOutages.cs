using Seedream.Azure.Tests;
using Seedream.Core.Batches;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Serving;

[Collection(nameof(ServingTests))]
public sealed class ServingThroughOutages
{
    [AzuriteFact(NeedsSignals = true)]
    public async Task Storage_that_is_down_at_the_start_and_breaks_down_in_the_middle_costs_nothing_but_time()
    {
        await using Azurite azurite = new();
        await azurite.InitializeAsync();
        using Gate blobs = new(azurite.BlobAddress);
        using Gate queues = new(azurite.QueueAddress);
        string account = azurite.NewAccount()
            .Replace(azurite.BlobAddress, FormattableString.Invariant($"http://127.0.0.1:{blobs.Port}"), StringComparison.Ordinal)
            .Replace(azurite.QueueAddress, FormattableString.Invariant($"http://127.0.0.1:{queues.Port}"), StringComparison.Ordinal);
        await using Service service = await Service.CreateAsync(account, Workplace.Quick() with { MedianSeconds = 0.5, Capacity = 8 });

        blobs.Cut();
        queues.Cut();
        SeedreamProcess host = service.Start();
        await Eventually.IsTrueAsync(() => host.ErrorSoFar.Contains("Storage cannot be used", StringComparison.Ordinal), "the host to say that storage is down");
        blobs.Open();
        queues.Open();
        await service.DropAsync("posters.csv", Service.Rows(80));
        await Eventually.IsTrueAsync(() => service.Api.Account.Paid > 20, "the first rows");

        blobs.Cut();
        queues.Cut();
        await azurite.StopAsync();
        Assert.True(service.Api.Account.Paid < 80);
        // A call that was under way may be given up by the storage client only after four tries of a minute each.
        await Eventually.IsTrueAsync(() => host.ErrorSoFar.Contains("trying again in", StringComparison.Ordinal), "the host to notice", TimeSpan.FromMinutes(5));
        await azurite.RunAsync();
        blobs.Open();
        queues.Open();

        BatchRecord batch = Assert.Single(await service.BatchesEndedAsync(1));
        Assert.Equal(BatchStatus.Completed, batch.Status);
        service.IsPaidOnce(80);
        Assert.False(host.HasExited);
    }
}
