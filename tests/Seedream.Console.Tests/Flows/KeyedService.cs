using Seedream.Console.Tests.Support;
using Seedream.Simulator;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class KeyedService(ConsoleFixture fixture)
{
    private const string Key = "a-key-of-sixteen-or-more";

    [BrowserFact]
    public async Task The_key_is_asked_for_kept_for_the_tab_and_in_no_address()
    {
        await using Studio keyed = await Studio.StartAsync(new SimulatorOptions { MedianSeconds = 0.1, ImageBytes = 200_000 }, key: Key);
        await using Visit visit = await Visit.StartAsync(fixture.Browser, keyed.Address, expected: "401");

        await Assertions.Expect(visit.Find("#ask-title")).ToHaveTextAsync("This service needs its key");
        Assert.Empty(await visit.ViolationsAsync());
        await visit.Find("#key").FillAsync("another-key-of-sixteen");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#key-hint")).ToContainTextAsync("That key was refused");
        await visit.Find("#key").FillAsync(Key);
        await visit.Button("Continue").ClickAsync();

        await Assertions.Expect(visit.Find("#batches .empty")).ToContainTextAsync("No batches yet");
        await visit.Find("#prompts").FillAsync("a fox");
        await visit.Button("Check").ClickAsync();
        await visit.Button("Start 1 row, $0.028 at most").ClickAsync();
        await Assertions.Expect(visit.Find(".frame img.there")).ToHaveCountAsync(1);
        Assert.StartsWith("blob:", await visit.Find(".frame img").GetAttributeAsync("src"), StringComparison.Ordinal);
        await visit.Find(".menu summary").ClickAsync();
        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Button("All images (ZIP)").ClickAsync());
        Assert.True(new FileInfo(await download.PathAsync()).Length > 100_000);

        // A reload of the tab needs it no more; it stands in no address and in nothing that outlives the tab.
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Find(".frame img.there")).ToHaveCountAsync(1);
        Assert.DoesNotContain(visit.Requested, url => url.Contains(Key, StringComparison.Ordinal));
        Assert.False(await visit.Page.EvaluateAsync<bool>($"() => JSON.stringify({{ ...localStorage }}).includes('{Key}') || document.cookie.includes('{Key}')"));
        Assert.True(await visit.Page.EvaluateAsync<bool>($"() => Object.values({{ ...sessionStorage }}).includes('{Key}')"));
    }
}
