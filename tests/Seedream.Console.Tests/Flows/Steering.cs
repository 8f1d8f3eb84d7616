using System.IO.Compression;
using Seedream.Console.Tests.Support;
using Seedream.Core.Storage;
using Seedream.Simulator;
using Seedream.Simulator.Faults;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class Steering(ConsoleFixture fixture)
{
    [BrowserFact]
    public async Task A_retry_says_what_it_costs_before_it_is_done()
    {
        fixture.Studio.Api.Faults = new FaultPlan().When(FaultStage.Generation, Fault.JobFails, call => call.Prompt?.Contains("mulish", StringComparison.Ordinal) == true);
        string batch = await fixture.Studio.RunAsync("retried.csv", "prompt\na fox\na mulish hen\na mulish cow\n");
        fixture.Studio.Api.Faults = new FaultPlan();
        await using Visit visit = await fixture.VisitAsync($"#/batches/{batch}");
        int paid = fixture.Studio.Api.Account.Paid;
        await Assertions.Expect(visit.Find("#states")).ToContainTextAsync("Failed 2");
        await visit.Button("Retry…").ClickAsync();
        await Assertions.Expect(visit.Find(".verdict-line")).ToHaveTextAsync("2 rows are sent again, $0.056 at most.");
        await visit.Find("#retry-failed").UncheckAsync();
        await Assertions.Expect(visit.Find(".verdict-line")).ToHaveTextAsync("Nothing is chosen.");
        await Assertions.Expect(visit.Find("#ask-yes")).ToBeDisabledAsync();
        await visit.Find("#ask-no").ClickAsync();
        Assert.Equal(paid, fixture.Studio.Api.Account.Paid);

        await visit.Button("Retry…").ClickAsync();
        await visit.Button("Retry 2 rows, $0.056 at most").ClickAsync();

        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed");
        await Assertions.Expect(visit.Find("#states")).ToHaveTextAsync("Succeeded 3");
        await Assertions.Expect(visit.Find(".tile")).ToHaveCountAsync(3);
        Assert.Equal(paid + 2, fixture.Studio.Api.Account.Paid);
    }

    [BrowserFact]
    public async Task A_collect_fetches_what_is_gone_and_pays_nothing()
    {
        string batch = await fixture.Studio.RunAsync("collected.csv", ConsoleFixture.Rows(2, "gone"));
        await using Visit visit = await fixture.VisitAsync($"#/batches/{batch}");
        int paid = fixture.Studio.Api.Account.Paid;
        await visit.Button("Collect…").ClickAsync();
        await Assertions.Expect(visit.Find(".verdict-line")).ToHaveTextAsync("Everything that was paid for is here already.");
        await visit.Page.Keyboard.PressAsync("Escape");

        // A picture that is drawn only now is asked for while it is gone.
        visit.Expected = "404 (Not Found)";
        await foreach (ObjectInfo image in fixture.Studio.Storage.Images.ListAsync($"{batch}/00002", CancellationToken.None))
            await fixture.Studio.Storage.Images.DeleteAsync(image.Name, CancellationToken.None);
        await visit.Button("Collect…").ClickAsync();
        await visit.Button("Collect 1 row, no cost").ClickAsync();

        await Assertions.Expect(visit.Find("#figures")).ToContainTextAsync("Round 2");
        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed");
        Assert.Equal(paid, fixture.Studio.Api.Account.Paid);
    }

    [BrowserFact]
    public async Task A_cancel_says_what_becomes_of_the_rows()
    {
        await using Studio slow = await Studio.StartAsync(new SimulatorOptions { MedianSeconds = 3, Capacity = 2, TinyImages = true });
        await using Visit visit = await Visit.StartAsync(fixture.Browser, slow.Address);
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("cancelled.csv", ConsoleFixture.Rows(300, "bird")));
        await visit.Button("Start 300 rows, $8.40 at most").ClickAsync();
        await Assertions.Expect(visit.Find("#states")).ToContainTextAsync("Generating");

        await visit.Button("Cancel…").ClickAsync();
        await Assertions.Expect(visit.Find("#ask-body")).ToContainTextAsync("will not be sent and cost nothing");
        await visit.Button("Cancel the batch").ClickAsync();

        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Cancelled");
        await Assertions.Expect(visit.Find("#states")).ToContainTextAsync("Not submitted");
        Assert.True(slow.Api.Account.Paid < 300);
    }

    [BrowserFact]
    public async Task Results_failed_rows_and_all_images_are_downloaded()
    {
        string batch = await fixture.Studio.RunAsync("taken.csv", "prompt\na fox\na hen\n[[sim:fail]] a cow\n");
        await using Visit visit = await fixture.VisitAsync($"#/batches/{batch}");
        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed with errors");

        Assert.Contains("a fox", await File.ReadAllTextAsync(await SaveAsync(visit, "Results as a table (CSV)", $"{batch}-results.csv")), StringComparison.Ordinal);
        Assert.DoesNotContain("a fox", await File.ReadAllTextAsync(await SaveAsync(visit, "Rows that did not succeed (CSV)", $"{batch}-failed.csv")), StringComparison.Ordinal);
        using ZipArchive images = ZipFile.OpenRead(await SaveAsync(visit, "All images (ZIP)", $"{batch}.zip"));
        Assert.Equal(2, images.Entries.Count);
        Assert.DoesNotContain(visit.Requested, url => url.Contains("/images/0", StringComparison.Ordinal));
    }

    private static async Task<string> SaveAsync(Visit visit, string what, string name)
    {
        await visit.Find(".menu summary").ClickAsync();
        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Button(what).ClickAsync());
        Assert.Equal(name, download.SuggestedFilename);
        return await download.PathAsync();
    }
}
