using Seedream.Console.Tests.Support;
using Seedream.Simulator;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class Watching(ConsoleFixture fixture)
{
    [BrowserFact]
    public async Task A_batch_under_way_counts_up_and_its_images_land_without_the_page_jumping()
    {
        await using Studio slow = await Studio.StartAsync(new SimulatorOptions
        {
            TinyImages = true,
            GenerationTime = input => TimeSpan.FromSeconds(input.Prompt.Contains("number 2", StringComparison.Ordinal) ? 15 : 0.5),
        });
        await using Visit visit = await Visit.StartAsync(fixture.Browser, slow.Address);
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("slow.csv", ConsoleFixture.Rows(24, "bird")));
        await visit.Button("Start 24 rows, $0.672 at most").ClickAsync();

        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("In progress");
        await Assertions.Expect(visit.Find("#states")).ToContainTextAsync("Generating");
        await Assertions.Expect(visit.Find(".frame img.there").First).ToBeVisibleAsync();
        // Rows 2 and 20 to 24 take longer: the others show before those are made.
        await visit.Page.WaitForFunctionAsync("() => document.querySelectorAll('.tile').length === 18 && document.getElementById('status').textContent === 'In progress'");
        await Assertions.Expect(visit.Find(".film img.there").First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find("#figures")).ToContainTextAsync("left");
        await Assertions.Expect(visit.Find("#figures")).ToContainTextAsync("so far");
        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed");
        await Assertions.Expect(visit.Find(".tile")).ToHaveCountAsync(24);
        await visit.WalkAlongAsync();
        await Assertions.Expect(visit.Find(".frame img.there")).ToHaveCountAsync(24);
        Assert.InRange(await visit.ShiftsAsync(), 0, 0.1);

        await visit.GoAsync("#/");
        await Assertions.Expect(visit.Find(".batch-item .status")).ToHaveTextAsync("Completed");
        await Assertions.Expect(visit.Find(".strip img.there")).ToHaveCountAsync(4);
        Assert.InRange(await visit.ShiftsAsync(), 0, 0.1);
    }

    [BrowserFact]
    public async Task A_halted_batch_and_a_failed_row_say_why_and_what_to_do()
    {
        await using Studio poor = await Studio.StartAsync(new SimulatorOptions { MedianSeconds = 0.1, TinyImages = true, Capacity = 1, BalanceUsd = 0.06m });
        string batch = await poor.RunAsync("poor.csv", "prompt\n[[sim:moderated]] a forbidden thing\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"bird {i}\n")));
        await using Visit visit = await Visit.StartAsync(fixture.Browser, poor.Address, place: $"#/batches/{batch}/rows");

        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Halted");
        await Assertions.Expect(visit.Find("#notice")).ToContainTextAsync("balance", new() { IgnoreCase = true });
        await Assertions.Expect(visit.Find("#notice")).ToContainTextAsync("What to do");
        await visit.Find(".filters [data-value='failed']").ClickAsync();
        await visit.Find(".row-open").First.ClickAsync();
        await Assertions.Expect(visit.Find("#remedy")).ToContainTextAsync("InputTextSensitiveContentDetected");
        await Assertions.Expect(visit.Find("#remedy")).ToContainTextAsync("What to do: Read the message");
    }

    [BrowserFact]
    public async Task A_service_that_does_not_answer_is_told_and_found_again()
    {
        string batch = await fixture.Studio.RunAsync("away.csv", ConsoleFixture.Rows(1, "away"));
        await using Visit visit = await fixture.VisitAsync($"#/batches/{batch}");
        visit.Expected = "ERR_INTERNET_DISCONNECTED";
        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed");

        await visit.Page.Context.SetOfflineAsync(true);
        await visit.Find("#tab-rows").ClickAsync();
        await Assertions.Expect(visit.Find("#trouble")).ToContainTextAsync("does not answer");
        await visit.Page.Context.SetOfflineAsync(false);
        await visit.Find("#tab-file").ClickAsync();
        await Assertions.Expect(visit.Find("#trouble")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task What_is_not_there_says_so()
    {
        await using Visit visit = await fixture.VisitAsync("#/batches/none-0123456789", expected: "404");

        await Assertions.Expect(visit.Find("h1")).ToHaveTextAsync("There is no such batch");
        await visit.Find("#part a").ClickAsync();
        await Assertions.Expect(visit.Find("#prompts")).ToBeVisibleAsync();
    }
}
