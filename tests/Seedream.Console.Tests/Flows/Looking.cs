using Seedream.Console.Tests.Support;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class Looking(ConsoleFixture fixture)
{
    [BrowserFact]
    public async Task A_page_of_pictures_pulls_previews_and_no_original()
    {
        string batch = await fixture.Studio.RunAsync("many.csv", ConsoleFixture.Rows(24, "parrot"));
        await using Visit visit = await fixture.VisitAsync();
        long moved = 0;
        List<Task> sizes = [];
        visit.Page.RequestFinished += (_, request) =>
        {
            lock (sizes)
                sizes.Add(CountAsync(request));
        };
        await visit.GoAsync($"#/batches/{batch}");
        await Assertions.Expect(visit.Find(".tile")).ToHaveCountAsync(24);
        await visit.WalkAlongAsync();
        // They are made now, by an unoptimised build: give a busy machine time.
        await Assertions.Expect(visit.Find(".frame img.there")).ToHaveCountAsync(24, new() { Timeout = 300_000 });

        await Task.WhenAll(sizes.ToArray());
        Assert.Equal(24, visit.Requested.Count(url => url.Contains("/previews/", StringComparison.Ordinal)));
        Assert.DoesNotContain(visit.Requested, url => url.Contains("/images/0", StringComparison.Ordinal));
        // The originals have 24 × 200 KB, ten to fifty times less than what the real model delivers.
        Assert.InRange(moved, 24 * 2_000, 24 * 60_000);
        Assert.InRange(await visit.ShiftsAsync(), 0, 0.1);

        async Task CountAsync(IRequest request)
        {
            if (request.Url.Contains("/previews/", StringComparison.Ordinal))
                Interlocked.Add(ref moved, (await request.SizesAsync()).ResponseBodySize);
        }
    }

    [BrowserFact]
    public async Task The_lightbox_is_walked_through_with_the_keyboard_and_tells_everything()
    {
        string batch = await fixture.Studio.RunAsync("walked.csv", "prompt,id,team\na fox,fox-1,farm\na hen,hen-1,farm\na cow,cow-1,field\n");
        await using Visit visit = await fixture.VisitAsync($"#/batches/{batch}");
        await Assertions.Expect(visit.Find(".tile")).ToHaveCountAsync(3);
        await visit.Find(".frame").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Find("#prompt")).ToHaveTextAsync("a hen");
        await Assertions.Expect(visit.Find("#position")).ToHaveTextAsync("2 of 3");
        await Assertions.Expect(visit.Find("#facts")).ToContainTextAsync("hen-1");
        await Assertions.Expect(visit.Find("#facts")).ToContainTextAsync("Request id");
        await Assertions.Expect(visit.Find("#picture img.there:not(.coming)")).ToHaveAttributeAsync("alt", "Row 2: a hen");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(visit.Find("#prompt")).ToHaveTextAsync("a cow");
        await Assertions.Expect(visit.Find("#facts")).ToContainTextAsync("field");
        await Assertions.Expect(visit.Find("#next")).ToBeDisabledAsync();
        await visit.Find("#copy").ClickAsync();
        await Assertions.Expect(visit.Find("#copy")).ToHaveTextAsync("Copied");
        Assert.Equal("a cow", await visit.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Find("#download").ClickAsync());
        Assert.StartsWith("00003-a-cow-1", download.SuggestedFilename, StringComparison.Ordinal);

        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Find("#viewer")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Find(".frame").Nth(2)).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Two_images_are_compared_side_by_side()
    {
        string batch = await fixture.Studio.RunAsync("compared.csv", ConsoleFixture.Rows(3, "twin"));
        await using Visit visit = await fixture.VisitAsync($"#/batches/{batch}");
        await visit.Find(".frame").First.ClickAsync();
        await visit.Button("Compare…").ClickAsync();
        await Assertions.Expect(visit.Find("#picking")).ToContainTextAsync("row 1");
        await visit.Find(".frame").Nth(2).ClickAsync();

        await Assertions.Expect(visit.Find("#pair figure")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Find("#pair .pair-prompt").First).ToHaveTextAsync("twin number 1");
        await Assertions.Expect(visit.Find("#pair img.there")).ToHaveCountAsync(2);
        await visit.Button("Swap").ClickAsync();
        await Assertions.Expect(visit.Find("#pair .pair-prompt").First).ToHaveTextAsync("twin number 3");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Find("#pair")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Find("#picking")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task The_gallery_in_storage_shows_the_same_from_a_folder()
    {
        string batch = await fixture.Studio.RunAsync("folder.csv", "prompt,id\na fox,fox-1\n[[sim:fail]] a hen,hen-1\n");
        Uri page = new(Path.Combine(fixture.Studio.Data, "images", batch, "index.html"));
        await using Visit visit = await Visit.StartAsync(fixture.Browser, new Uri(page, "."), place: "index.html");

        await Assertions.Expect(visit.Find(".tile")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Find(".frame img")).ToHaveJSPropertyAsync("complete", true);
        await Assertions.Expect(visit.Find(".why strong")).ToHaveTextAsync("Failed");
        await visit.Find(".frame").First.ClickAsync();
        await Assertions.Expect(visit.Find("#facts")).ToContainTextAsync("fox-1");
        Assert.DoesNotContain(visit.Requested, url => !url.StartsWith("file://", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal));
    }
}
