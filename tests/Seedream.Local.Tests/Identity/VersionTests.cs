using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Local.Tests.Running;

namespace Seedream.Local.Tests.Identity;

/// <summary>A file that comes again under its name with other content runs only the rows that were not run before.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task Run_FileThatGrowsRowByRow_PaysEachRowOnce()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        string last = "";
        for (int rows = 1; rows <= 5; rows++)
            last = (await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, rows)))).Batch.Id;

        Assert.Equal(5, desk.Paid);
        List<JsonElement> results = await desk.ResultsAsync(last);
        Assert.All(results, row => Assert.Equal("succeeded", row.GetProperty("outcome").GetString()));
        await desk.CheckImagesAsync(last);
    }

    [Fact]
    public async Task Run_CellEditedRowsMovedAndOneRepeated_PaysWhatIsNew()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        await desk.RunAsync("a.csv", FileDesk.Csv("a fox", "a fox", "a hen", "a cow"));

        // The hen became a goose, the foxes are three now.
        await desk.RunAsync("a.csv", FileDesk.Csv("a cow", "a goose", "a fox", "a fox", "a fox"));

        Assert.Equal(6, desk.Paid);
    }

    [Fact]
    public async Task Run_CopyThatGrows_PaysWhatIsNew()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 3)));
        await desk.RunAsync("done/a.csv", FileDesk.Csv(FileDesk.Rows(1, 3)));

        await desk.RunAsync("done/a.csv", FileDesk.Csv(FileDesk.Rows(1, 4)));

        Assert.Equal(4, desk.Paid);
    }

    [Fact]
    public async Task Run_VersionHaltedHalfWay_LeavesTheRestToTheNext()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        await using (Pipeline process = desk.Process())
        {
            AcceptedBatch first = await FileDesk.AcceptAsync(process, FileDesk.File("a.csv", FileDesk.Csv(FileDesk.Rows(1, 20))));
            await process.Get<StopMarkers>().HaltAsync(first.Batch.Id, 1, JobCodes.Superseded, "stopped", CancellationToken.None);
            await process.RunAsync(first.Batch.Id);
        }

        Assert.Equal(0, desk.Paid);
        AcceptedBatch second = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 21)));

        Assert.Equal(21, desk.Paid);
        Assert.Equal((0, 20), (second.Plan.RanRows, second.Plan.SharedRows));
        await desk.CheckImagesAsync(second.Batch.Id);
    }

    [Fact]
    public async Task Run_TwoVersionsAtOnce_PaysEachRowOnce()
    {
        await using FileDesk desk = await FileDesk.OpenAsync(new() { MedianSeconds = 0.05, TinyImages = true, ImageBytes = 300, Capacity = 8 });
        await using Pipeline one = desk.Process();
        await using Pipeline two = desk.Process();
        AcceptedBatch first = await FileDesk.AcceptAsync(one, FileDesk.File("a.csv", FileDesk.Csv(FileDesk.Rows(1, 30))));
        AcceptedBatch second = await FileDesk.AcceptAsync(two, FileDesk.File("a.csv", FileDesk.Csv(FileDesk.Rows(11, 40))));

        await Task.WhenAll(one.RunAsync(first.Batch.Id), two.RunAsync(second.Batch.Id));

        Assert.Equal(40, desk.Paid);
        foreach (string batch in (string[])[first.Batch.Id, second.Batch.Id])
        {
            Assert.All(await desk.ResultsAsync(batch), row => Assert.Equal("succeeded", row.GetProperty("outcome").GetString()));
            await desk.CheckImagesAsync(batch);
        }
    }

    [Fact]
    public async Task Run_UploadThatContinuesABatch_PaysWhatIsNew()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync(FileDesk.File("a.csv", FileDesk.Csv(FileDesk.Rows(1, 3)), named: false));

        AcceptedBatch second = await desk.RunAsync(FileDesk.File("b.csv", FileDesk.Csv(FileDesk.Rows(2, 4)), named: false, continues: first.Batch.Id));
        await desk.RunAsync(FileDesk.File("c.csv", FileDesk.Csv(FileDesk.Rows(3, 5)), named: false, continues: second.Batch.Id));

        Assert.Equal(5, desk.Paid);
        await desk.RunAsync(FileDesk.File("d.csv", FileDesk.Csv(FileDesk.Rows(3, 4)), named: false));
        Assert.Equal(7, desk.Paid);
    }

    [Fact]
    public async Task Run_GrownAfterItsFirstVersionWasPurged_PaysOnlyNewRowsAndSaysWhereTheOthersRan()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 3)));
        await desk.PurgeAsync(first.Batch.Id);

        AcceptedBatch second = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 4)));

        Assert.Equal(4, desk.Paid);
        List<JsonElement> rows = await desk.ResultsAsync(second.Batch.Id);
        Assert.Equal(["not_submitted", "not_submitted", "not_submitted", "succeeded"], rows.Select(row => row.GetProperty("outcome").GetString()));
        Assert.All(rows.Take(3), row => Assert.Equal(JobCodes.RanInPurged, row.GetProperty("error_code").GetString()));
        Assert.Contains(first.Batch.Id, rows[0].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAnotherModel_IsAnotherBatchAndABegunOneHaltsBeforeAnyPost()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        (string, string) other = ("RunComfy:Model", "bytedance/seedream-4/text-to-image");
        await using Pipeline process = desk.Process();
        AcceptedBatch begun = await FileDesk.AcceptAsync(process, FileDesk.File("a.csv", FileDesk.Csv("a fox", "a hen")));
        await using Pipeline changed = desk.Process(other);

        AcceptedBatch asked = await FileDesk.AcceptAsync(changed, FileDesk.File("a.csv", FileDesk.Csv("a fox", "a hen")));
        BatchResult result = await changed.RunAsync(begun.Batch.Id);

        Assert.NotEqual(begun.Batch.Id, asked.Batch.Id);
        Assert.Equal((null, other.Item2), (begun.Batch.Model, asked.Batch.Model));
        Assert.Equal(0, asked.Plan.SharedRows);
        Assert.Equal((BatchStatus.Halted, 0), (result.Status, desk.Paid));
        Assert.Contains(other.Item2, result.Reason, StringComparison.Ordinal);
    }
}
