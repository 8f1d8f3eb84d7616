using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Storage;
using Seedream.Local.Tests.Running;

namespace Seedream.Local.Tests.Identity;

/// <summary>The next version of a file whose first version's records are not what they were, or which was never begun.</summary>
public sealed class SpoiltVersionTests
{
    [Theory]
    [InlineData("gone")]
    [InlineData("empty")]
    [InlineData("zeroed")]
    [InlineData("unreadable")]
    public async Task Run_LedgerOfTheVersionBeforeSpoilt_TakesItsOutcomesOverAndPaysForTheNewRowOnly(string damage)
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 6)));
        await SpoilAsync(desk.Storage.State, StateLayout.Ledger(first.Batch.Id, 0), damage);

        AcceptedBatch second = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 7)));

        Assert.Equal(7, desk.Paid);
        Assert.All(await desk.ResultsAsync(second.Batch.Id), row => Assert.Equal("succeeded", row.GetProperty("outcome").GetString()));
        await desk.CheckImagesAsync(second.Batch.Id);
    }

    [Fact]
    public async Task Run_LedgerGoneAndTheImagesToo_HoldsTheRowsInsteadOfPayingAgain()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 3)));
        await SpoilAsync(desk.Storage.State, StateLayout.Ledger(first.Batch.Id, 0), "gone");
        await SpoilAsync(desk.Storage.Images, $"{first.Batch.Id}/0", "gone");

        AcceptedBatch second = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 4)));

        Assert.Equal(4, desk.Paid);
        List<JsonElement> rows = await desk.ResultsAsync(second.Batch.Id);
        Assert.Equal(["uncertain", "uncertain", "uncertain", "succeeded"], rows.Select(row => row.GetProperty("outcome").GetString()!));
        Assert.Equal(first.Batch.Id, rows[0].GetProperty("ran_in").GetString());
    }

    [Fact]
    public async Task Run_ContentDeclinedUnderAnotherName_IsComparedWithTheVersionsOfItsOwn()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 4)));
        await using (Pipeline process = desk.Process())
        {
            AcceptedBatch declined = await FileDesk.AcceptAsync(process, FileDesk.File("new.csv", FileDesk.Csv(FileDesk.Rows(1, 5))));
            await process.Get<BatchWithdrawal>().RunAsync(declined.Batch.Id, CancellationToken.None);
            Assert.Null(await process.Get<BatchStore>().FindAsync(declined.Batch.Id, CancellationToken.None));
        }

        await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 5)));

        Assert.Equal(5, desk.Paid);
    }

    [Fact]
    public async Task Withdraw_BatchThatHasBegun_LeavesIt()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch run = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 2)));
        await using (Pipeline process = desk.Process())
        {
            await process.Get<BatchWithdrawal>().RunAsync(run.Batch.Id, CancellationToken.None);
            Assert.NotNull(await process.Get<BatchStore>().FindAsync(run.Batch.Id, CancellationToken.None));
        }

        await desk.RunAsync("b.csv", FileDesk.Csv(FileDesk.Rows(1, 2)));

        Assert.Equal(2, desk.Paid);
    }

    private static async Task SpoilAsync(IObjectStore store, string prefix, string damage)
    {
        foreach (ObjectInfo found in await store.ListAsync(prefix, CancellationToken.None).ToListAsync())
        {
            if (damage == "gone")
                Assert.True(await store.DeleteAsync(found.Name, CancellationToken.None));
            else
                await store.PutAsync(found.Name, damage switch { "empty" => Array.Empty<byte>(), "zeroed" => new byte[64], _ => "{\"row\":"u8.ToArray() }, "application/json", CancellationToken.None);
        }
    }
}
