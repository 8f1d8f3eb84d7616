using Seedream.Console.Tests.Support;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class Accessible(ConsoleFixture fixture)
{
    [BrowserTheory]
    [InlineData(390, 844, ColorScheme.Dark)]
    [InlineData(820, 1180, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    public async Task Every_view_passes_the_checks_and_fits(int width, int height, ColorScheme scheme)
    {
        string batch = await fixture.Studio.RunAsync("checked.csv", "prompt,resolution\na fox,\n[[sim:fail]] a hen,\na cow,17:4\n[[sim:uncertain]] a goat,\n");
        await using Visit visit = await fixture.VisitAsync("", width, height, scheme);
        await Assertions.Expect(visit.Find(".batch-item").First).ToBeVisibleAsync();
        await CheckAsync(visit, "home");

        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("checked.csv", "prompt,resolution\na fox,17:4\na hen,\n"));
        await Assertions.Expect(visit.Find(".problem-table tbody tr")).ToHaveCountAsync(1);
        await CheckAsync(visit, "check");
        await visit.Button("Mend it here").ClickAsync();
        await Assertions.Expect(visit.Find(".mend")).ToBeVisibleAsync();
        await CheckAsync(visit, "mend");

        await visit.GoAsync($"#/batches/{batch}");
        await Assertions.Expect(visit.Find(".frame img.there")).ToHaveCountAsync(1);
        await CheckAsync(visit, "images");
        await visit.Find(".frame").ClickAsync();
        await Assertions.Expect(visit.Find("#facts")).ToContainTextAsync("SHA-256");
        await CheckAsync(visit, "viewer");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Find("#tab-rows").ClickAsync();
        await Assertions.Expect(visit.Find(".row-open")).ToHaveCountAsync(4);
        await CheckAsync(visit, "rows");
        await visit.Find("#tab-file").ClickAsync();
        await Assertions.Expect(visit.Find(".problem-table tbody tr")).ToHaveCountAsync(1);
        await CheckAsync(visit, "file");
        await visit.Button("Retry…").ClickAsync();
        await Assertions.Expect(visit.Find(".verdict-line")).ToContainTextAsync("at most");
        await CheckAsync(visit, "retry");
    }

    [BrowserFact]
    public async Task The_keyboard_alone_reaches_everything_and_the_focus_shows()
    {
        await using Visit visit = await fixture.VisitAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Find(".skip")).ToBeFocusedAsync();
        List<string> reached = [];
        for (int i = 0; i < 9; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            reached.Add(await visit.Page.EvaluateAsync<string>("() => { const e = document.activeElement; return `${e.id || e.className}${getComputedStyle(e.id === 'file' ? document.querySelector('.drop .button') : e).outlineStyle === 'none' && !e.closest('.batch-item') ? ' without a ring' : ''}`; }"));
        }

        Assert.DoesNotContain(reached, place => place.EndsWith("without a ring", StringComparison.Ordinal));
        Assert.All((string[])["brand", "theme", "prompts", "file", "sample"], place => Assert.Contains(place, reached));
    }

    [BrowserFact]
    public async Task The_theme_is_switched_and_kept()
    {
        await using Visit visit = await fixture.VisitAsync();
        string light = await GroundAsync(visit);
        await visit.Button("Switch between dark and light").ClickAsync();
        string dark = await GroundAsync(visit);
        await visit.Page.ReloadAsync();

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await GroundAsync(visit));
    }

    private static Task<string> GroundAsync(Visit visit) => visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private static async Task CheckAsync(Visit visit, string view)
    {
        string[] violations = await visit.ViolationsAsync();
        Assert.True(violations.Length == 0, $"{view}: {string.Join("\n", violations)}");
        await visit.FitsAsync();
    }
}
