using Seedream.Console.Tests.Support;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class Starting(ConsoleFixture fixture)
{
    [BrowserFact]
    public async Task A_typed_prompt_is_priced_then_started_and_its_image_appears()
    {
        await using Visit visit = await fixture.VisitAsync();
        int paid = fixture.Studio.Api.Account.Paid;
        await visit.Find("#prompts").FillAsync("A red kite over the sea\n\n  A blue whale in a teacup  ");
        await visit.Button("Check").ClickAsync();

        ILocator start = visit.Button("Start 2 rows, $0.056 at most");
        await Assertions.Expect(start).ToBeEnabledAsync();
        Assert.Equal(paid, fixture.Studio.Api.Account.Paid);
        await start.ClickAsync();

        await Assertions.Expect(visit.Find("h1")).ToHaveTextAsync("a-red-kite-over-the-sea.jsonl");
        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed");
        await Assertions.Expect(visit.Find(".frame img.there")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Find(".words").Filter(new() { HasText = "A blue whale in a teacup" })).ToBeVisibleAsync();
        Assert.Equal(paid + 2, fixture.Studio.Api.Account.Paid);

        // The same again is the same batch.
        await visit.GoAsync("#/");
        await visit.Find("#prompts").FillAsync("A red kite over the sea\nA blue whale in a teacup");
        await visit.Find("#prompts").PressAsync("Control+Enter");
        await visit.Button("Show what ran").ClickAsync();
        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed");
        Assert.Equal(paid + 2, fixture.Studio.Api.Account.Paid);
    }

    [BrowserFact]
    public async Task A_dropped_file_shows_its_problems_and_its_price_and_choices_change_it()
    {
        await using Visit visit = await fixture.VisitAsync();
        IJSHandle dropped = await visit.Page.EvaluateHandleAsync("""
            () => { const data = new DataTransfer(); data.items.add(new File(['prompt,resolution\na dropped fox,16:9\na hen,17:4\na cat,\n'], 'farm.csv', { type: 'text/csv' })); return data; }
            """);
        await visit.Page.DispatchEventAsync("#drop", "drop", new { dataTransfer = dropped });

        await Assertions.Expect(visit.Button("Start 2 rows, $0.056 at most")).ToBeEnabledAsync();
        await Assertions.Expect(visit.Find(".problem-table tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Find(".problem-table tbody tr td").First).ToHaveTextAsync("2");
        await Assertions.Expect(visit.Find(".problem-table tbody tr")).ToContainTextAsync("found '17:4'");
        await visit.Page.GetByLabel("Images of a prompt").SelectOptionAsync("4");
        await Assertions.Expect(visit.Button("Start 2 rows, $0.224 at most")).ToBeEnabledAsync();

        await visit.Button("Choose something else").ClickAsync();
        await Assertions.Expect(visit.Find("#compose")).ToBeVisibleAsync();
        Assert.DoesNotContain(fixture.Studio.Api.Account.Submissions, submission => submission.Input.Prompt.Contains("a dropped fox", StringComparison.Ordinal));
    }

    [BrowserTheory]
    [InlineData("broken.csv", "text,size\na fox,2K\n", "a column named prompt")]
    [InlineData("empty.csv", "", "cannot be used")]
    public async Task A_file_that_cannot_be_used_says_why_and_cannot_be_started(string name, string content, string why)
    {
        await using Visit visit = await fixture.VisitAsync();
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File(name, content));

        await Assertions.Expect(visit.Button("Nothing to start")).ToBeDisabledAsync();
        await Assertions.Expect(visit.Find("#check")).ToContainTextAsync(why, new() { IgnoreCase = true });
    }
}
