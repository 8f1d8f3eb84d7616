using Seedream.Azure.Tests;
using Seedream.Core.Batches;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Serving;

[Collection(nameof(ServingTests))]
public sealed class ServingThroughOutages
{
    [AzuriteFact]
    public async Task Storage_that_is_down_at_the_start_and_breaks_down_in_the_middle_costs_nothing_but_time()
    {
        using Azurite azurite = new();
        await azurite.InitializeAsync();
        string account = azurite.NewAccount();
        await azurite.StopAsync();
        await using Service service = await Service.CreateAsync(account, Workplace.Quick() with { MedianSeconds = 0.5, Capacity = 8 });

        SeedreamProcess host = service.Start();
        await Eventually.IsTrueAsync(() => host.ErrorSoFar.Contains("Storage cannot be used", StringComparison.Ordinal), "the host to say that storage is down");
        await azurite.RunAsync();
        await service.DropAsync("posters.csv", Service.Rows(80));
        await Eventually.IsTrueAsync(() => service.Api.Account.Paid > 20, "the first rows");
        await azurite.StopAsync();
        await Eventually.IsTrueAsync(() => host.ErrorSoFar.Contains("trying again in", StringComparison.Ordinal), "the host to notice");
        await azurite.RunAsync();

        BatchRecord batch = Assert.Single(await service.BatchesEndedAsync(1));

        Assert.Equal(BatchStatus.Completed, batch.Status);
        service.IsPaidOnce(80);
        Assert.False(host.HasExited);
    }
}
