using Seedream.Console.Tests.Support;
using Seedream.Simulator;

namespace Seedream.Console.Tests.Flows;

/// <summary>
/// Makes the pictures of the documentation: <c>SEEDREAM_SCREENSHOTS=docs/images dotnet test … --filter Screenshots</c>. Without
/// that they are made and thrown away, so that the command keeps working.
/// </summary>
[Collection(nameof(ConsoleTests))]
public sealed class Screenshots(ConsoleFixture fixture)
{
    private const int LargestBytes = 150 * 1024;

    [BrowserFact]
    public async Task Pictures_of_the_documentation_are_small_enough()
    {
        DirectoryInfo? thrownAway = Environment.GetEnvironmentVariable("SEEDREAM_SCREENSHOTS") is { Length: > 0 } ? null : Directory.CreateTempSubdirectory("seedream-shots-");
        string folder = thrownAway?.FullName ?? Repository.File(Environment.GetEnvironmentVariable("SEEDREAM_SCREENSHOTS")!);
        try
        {
            await using Studio studio = await Studio.StartAsync(new SimulatorOptions { MedianSeconds = 0.4, ImageBytes = 150_000 });
            await studio.RunAsync("with-problems.csv", await File.ReadAllTextAsync(Repository.File("samples/with-problems.csv")));
            string batch = await studio.RunAsync("posters.csv", await File.ReadAllTextAsync(Repository.File("samples/posters.csv")));
            await using Visit visit = await Visit.StartAsync(fixture.Browser, studio.Address, 1200, 760);
            await Assertions.Expect(visit.Find(".strip img.there")).ToHaveCountAsync(8);
            await TakeAsync(visit, folder, "console-home.png");
            await visit.Find("#file").SetInputFilesAsync(Repository.File("samples/with-problems.csv"));
            await visit.Button("Mend them here").ClickAsync();
            await Assertions.Expect(visit.Find(".mend")).ToBeVisibleAsync();
            await TakeAsync(visit, folder, "console-mend.png");
            await visit.Page.SetViewportSizeAsync(900, 560);
            await visit.GoAsync($"#/batches/{batch}");
            await visit.Page.WaitForFunctionAsync("() => { const seen = [...document.querySelectorAll('.tile')].filter(tile => tile.getBoundingClientRect().top < innerHeight); return seen.length > 3 && seen.every(tile => tile.querySelector('img.there')); }");
            await TakeAsync(visit, folder, "console-batch.png");
        }
        finally
        {
            thrownAway?.Delete(recursive: true);
        }
    }

    private static async Task TakeAsync(Visit visit, string folder, string name)
    {
        byte[] picture = await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name) });
        Assert.InRange(picture.Length, 10_000, LargestBytes);
    }
}
