using Seedream.Console.Tests.Support;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class Mending(ConsoleFixture fixture)
{
    private const string Csv = "id,prompt,resolution,output_format\r\n1,\"a fox, \"\"red\"\"\r\nand shy\",17:4,png\r\n2,a hen,,\r\n3,,1:1,\r\n4,a cow,1:1,gif\r\n5,a goat,2K,\r\n";

    [BrowserFact]
    public async Task Bad_rows_are_mended_in_the_page_and_the_rest_of_the_file_stays_as_it_is()
    {
        await using Visit visit = await fixture.VisitAsync();
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("mended.csv", Csv));
        await visit.Button("Mend them here").ClickAsync();
        await Assertions.Expect(visit.Find(".mend tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(visit.Find("[aria-label='prompt, row 1']")).ToHaveValueAsync("a fox, \"red\"\nand shy");

        await visit.Find("[aria-label='resolution, row 1']").FillAsync("16:9");
        await visit.Find("[aria-label='prompt, row 3']").FillAsync("a dog, black");
        await visit.Find("[aria-label='Leave out row 4']").CheckAsync();
        await visit.Button("Check again").ClickAsync();

        await visit.Button("Start 4 rows, $0.112 at most").ClickAsync();
        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed");
        await visit.Find("#tab-rows").ClickAsync();
        await Assertions.Expect(visit.Find("tbody .row-open")).ToHaveCountAsync(4);
        Assert.Equal(
            ["a fox, \"red\" and shy", "a hen", "a dog, black", "a goat"],
            (await visit.Find("tbody .row-open").AllInnerTextsAsync()).Select(text => text.ReplaceLineEndings(" ")));
    }

    [BrowserFact]
    public async Task The_rows_with_errors_are_saved_and_can_be_dropped_again()
    {
        await using Visit visit = await fixture.VisitAsync();
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("saved.csv", Csv.Replace("3,,1:1", "=3,,1:1", StringComparison.Ordinal)));
        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Button("Download these rows with their errors").ClickAsync());
        Assert.Equal("saved-errors.csv", download.SuggestedFilename);
        string saved = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.StartsWith("id,prompt,resolution,output_format,outcome,error_code,error,request_id\r\n", saved, StringComparison.Ordinal);
        Assert.Contains("'=3,", saved, StringComparison.Ordinal);

        await visit.Button("Choose something else").ClickAsync();
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("again.csv", saved));
        await Assertions.Expect(visit.Find(".figure").First).ToContainTextAsync("0");
        await Assertions.Expect(visit.Find(".problem-table tbody tr")).ToHaveCountAsync(3);
    }

    [BrowserFact]
    public async Task A_line_of_JSON_is_mended_too()
    {
        await using Visit visit = await fixture.VisitAsync();
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("lines.jsonl", "{\"prompt\": \"a fox\"}\n\n{\"prompt\": \"a hen\"\n"));
        await visit.Button("Mend it here").ClickAsync();
        await visit.Find(".mend textarea").FillAsync("{\"prompt\": \"a hen\"}");
        await visit.Button("Check again").ClickAsync();

        await Assertions.Expect(visit.Button("Start 2 rows, $0.056 at most")).ToBeEnabledAsync();
    }
}
