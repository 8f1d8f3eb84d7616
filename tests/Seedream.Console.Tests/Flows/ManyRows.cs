using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Seedream.Console.Tests.Support;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class ManyRows(ConsoleFixture fixture, ITestOutputHelper output)
{
    [BrowserFact]
    public async Task A_file_of_10000_rows_is_looked_through_started_and_found_one_s_way_in()
    {
        // All but forty have errors, so that it is over soon; every one of them has a row of results.
        StringBuilder csv = new("prompt,resolution,id\n");
        for (int row = 1; row <= 10_000; row++)
            csv.Append(CultureInfo.InvariantCulture, $"parrot number {row},{(row % 250 == 0 ? "2K" : "none")},p-{row}\n");
        await using Visit visit = await fixture.VisitAsync();
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("ten-thousand.csv", csv.ToString()));
        await Assertions.Expect(visit.Find(".verdict")).ToContainTextAsync("9,960");
        await visit.Button("Start 40 rows, $1.12 at most").ClickAsync();
        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed with errors");

        Stopwatch clock = Stopwatch.StartNew();
        await visit.Page.ReloadAsync();
        await visit.Find("#tab-rows").ClickAsync();
        await Assertions.Expect(visit.Find(".row-open").First).ToBeVisibleAsync();
        output.WriteLine($"10,000 rows: the first row of the table {clock.ElapsedMilliseconds} ms after loading the page");
        await Assertions.Expect(visit.Find("#found")).ToHaveTextAsync("10,000 rows");
        await visit.Find(".filters [data-value='succeeded']").ClickAsync();
        await Assertions.Expect(visit.Find("#found")).ToHaveTextAsync("40 rows");
        await visit.Find(".filters [data-value='']").ClickAsync();
        await visit.Find("#search").FillAsync("number 9750");
        await Assertions.Expect(visit.Find("#found")).ToHaveTextAsync("1 row");
        await Assertions.Expect(visit.Find(".row-open")).ToHaveTextAsync("parrot number 9750");
    }

    [BrowserFact]
    public async Task A_table_of_100000_rows_is_scrolled_sorted_and_walked_through()
    {
        string batch = await WriteAsync(100_000);
        await using Visit visit = await fixture.VisitAsync($"#/batches/{batch}/rows");
        await Assertions.Expect(visit.Find("#found")).ToHaveTextAsync("100,000 rows");
        await Assertions.Expect(visit.Find(".row-open").First).ToHaveTextAsync("prompt 1");

        await visit.Page.EvaluateAsync("() => { const s = document.getElementById('scroller'); s.scrollTop = s.scrollHeight; }");
        await Assertions.Expect(visit.Find(".row-open").Filter(new() { HasText = "prompt 100000" })).ToBeVisibleAsync();
        await visit.Page.EvaluateAsync("() => { const s = document.getElementById('scroller'); s.scrollTop = s.scrollHeight / 2; }");
        await Assertions.Expect(visit.Find(".row-open").Filter(new() { HasTextRegex = new("prompt 500\\d\\d") }).First).ToBeVisibleAsync();
        Assert.InRange(await visit.Find("tbody tr").CountAsync(), 10, 60);

        ILocator middle = visit.Find(".row-open").Nth(12);
        int row = int.Parse((await middle.InnerTextAsync())["prompt ".Length..], CultureInfo.InvariantCulture);
        await middle.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("PageDown");
        await Assertions.Expect(visit.Find(".row-open:focus")).ToHaveTextAsync($"prompt {row + 11}");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Find("#prompt")).ToHaveTextAsync($"prompt {row + 11}");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Find(".row-open:focus")).ToHaveTextAsync($"prompt {row + 11}");

        await visit.Button("Took").ClickAsync();
        await Assertions.Expect(visit.Find("th[aria-sort='descending']")).ToHaveTextAsync("Took");
        await Assertions.Expect(visit.Find(".row-open").First).ToHaveTextAsync("prompt 31999");
        await visit.Button("Row").ClickAsync();
        await visit.Button("Row").ClickAsync();
        await Assertions.Expect(visit.Find(".row-open").First).ToHaveTextAsync("prompt 100000");
    }

    private async Task<string> WriteAsync(int rows)
    {
        const string Batch = "hundred-thousand-0123456789";
        DateTimeOffset began = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);
        PipelineStorage storage = fixture.Studio.Storage;
        await using (ObjectWriter writer = await storage.Images.CreateWriterAsync(StateLayout.Images(Batch) + ReportNames.ResultsJsonl, "application/x-ndjson", CancellationToken.None))
        {
            for (int row = 1; row <= rows; row++)
            {
                ResultRecord record = new()
                {
                    Row = row,
                    Line = row + 1,
                    Outcome = OutcomeKind.Cancelled,
                    Attempts = 1,
                    Input = new JobInput { Prompt = string.Create(CultureInfo.InvariantCulture, $"prompt {row}") },
                    SubmittedAt = began,
                    // The last of the largest is row 31,999.
                    CompletedAt = began.AddMilliseconds(row * 7L % 32_000 + (row == 31_999 ? 100_000 : 0)),
                };
                await writer.Stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(record, ReportingJson.Default.ResultRecord));
                writer.Stream.WriteByte((byte)'\n');
            }

            await writer.CommitAsync(CancellationToken.None);
        }

        BatchRecord batch = new()
        {
            Id = Batch,
            File = "hundred-thousand.csv",
            ContentSha256 = "",
            Defaults = new JobDefaults(),
            Status = BatchStatus.Cancelled,
            CreatedAt = began,
            StartedAt = began,
            CompletedAt = began.AddHours(1),
            Rows = rows,
            Counts = new Dictionary<OutcomeKind, int> { [OutcomeKind.Cancelled] = rows },
        };
        await new BatchStore(storage).GetOrCreateAsync(batch, CancellationToken.None);
        return Batch;
    }
}
