using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Local.Tests.Support;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Serving;

[Collection(nameof(ServingTests))]
public sealed class ServingFolders
{
    [Fact]
    public async Task A_file_is_taken_when_it_is_whole_and_once_more_when_it_has_changed()
    {
        await using Service service = await Service.CreateAsync();
        SeedreamProcess host = service.Start();
        Directory.CreateDirectory(service.Prompts);
        string file = Path.Combine(service.Prompts, "posters.csv");
        string whole = Service.Rows(40);

        // Written as slowly as a copy over a bad line, never resting for as long as a whole file does.
        await using (FileStream slow = new(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            foreach (byte[] piece in System.Text.Encoding.UTF8.GetBytes(whole).Chunk(whole.Length / 6))
            {
                slow.Write(piece);
                slow.Flush(flushToDisk: true);
                long sweeps = Environment.TickCount64 + 500;
                await Eventually.IsTrueAsync(() => Environment.TickCount64 > sweeps, "two sweeps");
            }
        }

        await File.WriteAllTextAsync(Path.Combine(service.Prompts, "notes.txt"), "not a prompt file");
        BatchRecord first = Assert.Single(await service.BatchesEndedAsync(1));
        Assert.Equal((BatchStatus.Completed, 40), (first.Status, first.Rows));
        await Eventually.IsTrueAsync(() => host.ErrorSoFar.Contains("notes.txt", StringComparison.Ordinal), "the note about notes.txt");

        // The same content again is nothing new; another content is.
        await File.WriteAllTextAsync(file, whole);
        await Eventually.IsTrueAsync(async () => await Service.CountAsync(service.Storage.State, StateLayout.Drops) == 3, "the second look at the same content");
        service.IsPaidOnce(40);
        await File.WriteAllTextAsync(file, Service.Rows(10, "changed poster"));
        Assert.Contains(await service.BatchesEndedAsync(2), batch => batch.Rows == 10);
        service.IsPaidOnce(50);
    }

    [UnixFact]
    public async Task Stopped_in_the_middle_and_started_again_it_goes_on()
    {
        await using Service service = await Service.CreateAsync(api: Workplace.Quick() with { MedianSeconds = 0.6, Capacity = 48 });
        SeedreamProcess first = service.Start();
        // More than the window holds: what was not submitted when it was stopped is left for the next.
        await service.DropAsync("posters.csv", Service.Rows(400));
        await service.DropAsync("cards.csv", Service.Rows(60, "card"));
        await Eventually.IsTrueAsync(() => service.Api.Account.Paid > 30, "the first rows");

        first.Signal("TERM");
        (await first.WaitAsync()).Expect(0);
        Assert.True(service.Api.Account.Paid < 460);
        service.Start();

        Assert.All(await service.BatchesEndedAsync(2), batch => Assert.Equal(BatchStatus.Completed, batch.Status));
        service.IsPaidOnce(460);
    }

    [Fact]
    public async Task Of_two_hosts_one_is_killed_and_the_other_finishes()
    {
        await using Service service = await Service.CreateAsync(api: Workplace.Quick() with { MedianSeconds = 1, Capacity = 16 });
        SeedreamProcess first = service.Start();
        await service.DropAsync("posters.csv", Service.Rows(100));
        await Eventually.IsTrueAsync(() => service.Api.Account.Paid > 20, "the first rows");
        SeedreamProcess second = service.Start();
        await service.DropAsync("cards.csv", Service.Rows(40, "card"));
        await Eventually.IsTrueAsync(() => service.Api.Account.Paid > 60, "more rows");

        first.Kill();

        IReadOnlyList<BatchRecord> batches = await service.BatchesEndedAsync(2);
        Assert.Equal(140, batches.Sum(batch => batch.Rows));
        // A submission that the killed process had not heard back from is shown as uncertain, never repeated.
        Assert.Empty(service.Api.Account.DuplicateMarkers);
        Assert.InRange(service.Api.Account.Paid, 100, 140);
        Assert.Contains("is taken over", second.ErrorSoFar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_csv_that_is_dropped_is_fetched_before_anything_is_paid_again()
    {
        await using Service service = await Service.CreateAsync();
        service.Api.Faults = new FaultPlan()
            .When(FaultStage.Generation, Fault.JobFails, call => call.Prompt == "a fox")
            .When(FaultStage.Result, Fault.ForeignUrl, call => call.Prompt == "a hen");
        service.Start();
        await service.DropAsync("posters.csv", "prompt\na fox\na hen\na cat\n");
        BatchRecord first = Assert.Single(await service.BatchesEndedAsync(1));
        service.Api.Faults = new FaultPlan();
        StoredObject failed = (await service.Storage.Images.TryReadAsync($"{first.Id}/failed.csv", CancellationToken.None))!;

        foreach (string name in (string[])["failed.csv", "copy-of-failed.csv"])
            await service.DropAsync(name, System.Text.Encoding.UTF8.GetString(failed.Content.Span));

        await Eventually.IsTrueAsync(async () => await Service.CountAsync(service.Storage.State, StateLayout.Drops) == 3, "both drops");
        BatchRecord again = Assert.Single(await service.BatchesEndedAsync(1));
        Assert.Equal(3, again.Counts[OutcomeKind.Succeeded]);
        Assert.Equal(4, service.Api.Account.Paid);
    }
}
