using System.Text;
using Seedream.Core.Batches;
using Seedream.Core.Retention;
using Seedream.Local.Tests.Running;

namespace Seedream.Local.Tests.Identity;

/// <summary>The same content is the same batch, whatever it is called and however it is written down.</summary>
public sealed class SameContentTests
{
    private const string Plain = "prompt,note\na fox,one\na \"\"red\"\" hen,\n";

    [Theory]
    [InlineData("moved/b.csv", Plain)]
    [InlineData("A.CSV", Plain)]
    [InlineData("a.csv", "\uFEFFprompt,note\r\na fox,one\r\na \"\"red\"\" hen,\r\n\r\n")]
    [InlineData("a.csv", "prompt,note\n\"a fox\",\"one\"\n a \"\"red\"\" hen ,\n")]
    [InlineData("c.csv", "note;prompt\none;a fox\n;a \"\"red\"\" hen\n")]
    [InlineData("d.tsv", "prompt\tnote\na fox\tone\na \"\"red\"\" hen\t")]
    [InlineData("e.csv", "prompt,note,resolution\na fox,one,2304x1728 (4:3)\na \"\"red\"\" hen,,\n")]
    public async Task Accept_SameRowsWrittenOtherwise_IsTheSameBatchAndPaysNothing(string name, string text)
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", "prompt,note\na fox,one\n\"a \"\"\"\"red\"\"\"\" hen\",\n".Replace("\"a \"\"\"\"red\"\"\"\" hen\"", "a \"\"red\"\" hen", StringComparison.Ordinal));
        int paid = desk.Paid;

        AcceptedBatch again = await desk.RunAsync(name, text);

        Assert.Equal(2, paid);
        Assert.Equal(first.Batch.Id, again.Batch.Id);
        Assert.Equal(name == "a.csv" ? null : "a.csv", again.SameAs);
        Assert.Equal(2, desk.Paid);
    }

    [Fact]
    public async Task Accept_SameRowsAsJsonLinesOrUpload_IsTheSameBatch()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", "prompt,id,n\na fox,x,1\n");

        AcceptedBatch lines = await desk.RunAsync("b.jsonl", "{\"n\":1,\"prompt\":\"a fox\",\"custom_id\":\"x\"}\n");
        AcceptedBatch upload = await desk.RunAsync(FileDesk.File("whatever.csv", "prompt,id,n\na fox,x,1\n", named: false));

        Assert.Equal((first.Batch.Id, first.Batch.Id, 1), (lines.Batch.Id, upload.Batch.Id, desk.Paid));
        Assert.Equal(("a.csv", "a.csv"), (lines.SameAs, upload.SameAs));
    }

    [Fact]
    public async Task Accept_DefaultsThatSayWhatTheCellsSaid_IsTheSameBatch()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", "prompt,output_format\na fox,jpeg\n");
        await using Pipeline process = desk.Process();

        AcceptedBatch again = await process.Get<BatchIntake>().AcceptAsync(
            FileDesk.File("a.csv", "prompt\na fox\n"), new BatchOptions { Defaults = new() { OutputFormat = Core.Jobs.OutputFormat.Jpeg } }, 0.028m, CancellationToken.None);

        Assert.Equal(first.Batch.Id, again.Batch.Id);
    }

    [Fact]
    public async Task Accept_FurtherRunNumber_IsPaidAnewOnce()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        await desk.RunAsync("a.csv", FileDesk.Csv("a fox"));

        AcceptedBatch second = await desk.RunAsync("a.csv", FileDesk.Csv("a fox"), run: 2);
        AcceptedBatch moved = await desk.RunAsync("b.csv", FileDesk.Csv("a fox"), run: 2);

        Assert.Equal((2, second.Batch.Id), (desk.Paid, moved.Batch.Id));
    }

    [Fact]
    public async Task Accept_OtherNameWherePerName_IsPaidAnewOncePerName()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        (string, string) perName = ("Intake:SameContent", "PerName");
        foreach (string name in (string[])["monday.csv", "tuesday.csv", "monday.csv"])
            await desk.RunAsync(FileDesk.File(name, FileDesk.Csv("a fox")), 1, perName);

        Assert.Equal(2, desk.Paid);
    }

    [Fact]
    public async Task Accept_OtherMetadata_IsABatchOfItsOwnThatCostsNothing()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", "prompt,note\na fox,one\na hen,two\n");

        AcceptedBatch other = await desk.RunAsync("b.csv", "prompt,note\na hen,2\na fox,1\n");

        Assert.NotEqual(first.Batch.Id, other.Batch.Id);
        Assert.Equal(2, desk.Paid);
        var rows = await desk.ResultsAsync(other.Batch.Id);
        Assert.Equal(["2", "1"], rows.Select(row => row.GetProperty("metadata").GetProperty("note").GetString()));
        Assert.All(rows, row => Assert.Equal("succeeded", row.GetProperty("outcome").GetString()));
        await desk.CheckImagesAsync(other.Batch.Id);
    }

    [Fact]
    public async Task Accept_ManyNamesAtOnce_IsOneBatchPaidOnce()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        string text = FileDesk.Csv(FileDesk.Rows(1, 20));
        string[] ids = await Task.WhenAll(Enumerable.Range(1, 8).Select(async number =>
        {
            await using Pipeline process = desk.Process();
            AcceptedBatch accepted = await FileDesk.AcceptAsync(process, FileDesk.File($"copy{number}.csv", text));
            try
            {
                await process.RunAsync(accepted.Batch.Id);
            }
            catch (BatchHeldException)
            {
                // Another of them runs it.
            }

            return accepted.Batch.Id;
        }));

        Assert.Single(ids.Distinct());
        Assert.Equal(20, desk.Paid);
    }

    [Fact]
    public async Task Accept_PurgedContentUnderAnyName_IsRefusedUntilForgotten()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", FileDesk.Csv("a fox"));
        await desk.PurgeAsync(first.Batch.Id);

        await Assert.ThrowsAsync<BatchPurgedException>(() => desk.RunAsync("a.csv", FileDesk.Csv("a fox")));
        await Assert.ThrowsAsync<BatchPurgedException>(() => desk.RunAsync("moved/b.csv", FileDesk.Csv("a fox")));
        await using (Pipeline process = desk.Process())
            Assert.Equal(1, await process.Get<BatchPurge>().ForgetAsync(DateTimeOffset.MaxValue, dryRun: false, CancellationToken.None));
        await desk.RunAsync("moved/b.csv", FileDesk.Csv("a fox"));

        Assert.Equal(2, desk.Paid);
    }

    [Fact]
    public async Task Preview_OfWhatRan_SaysSoAndQuotesTheRest()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", FileDesk.Csv(FileDesk.Rows(1, 3)));
        await using Pipeline process = desk.Process();

        BatchPreview same = await PreviewAsync(process, "b.csv", FileDesk.Csv(FileDesk.Rows(1, 3)));
        BatchPreview grown = await PreviewAsync(process, "a.csv", FileDesk.Csv(FileDesk.Rows(1, 5)));
        BatchPreview unknown = await PreviewAsync(process, "b.csv", FileDesk.Csv(FileDesk.Rows(1, 5)));

        Assert.Equal((first.Batch.Id, 3, 0), (same.SameAs?.Id, same.RanRows, same.RowsToSubmit));
        Assert.Equal((null, 3, 2, 2L), (grown.SameAs?.Id, grown.RanRows, grown.RowsToSubmit, grown.MostImages));
        Assert.Equal([first.Batch.Id], grown.Plan.RanIn!);
        Assert.Equal((0, 5), (unknown.RanRows, unknown.RowsToSubmit));
    }

    private static async Task<BatchPreview> PreviewAsync(Pipeline process, string name, string text)
    {
        await using MemoryStream content = new(Encoding.UTF8.GetBytes(text));
        return await process.Get<BatchIntake>().PreviewAsync(FileDesk.File(name, text), content, new BatchOptions(), 0.028m, _ => { }, CancellationToken.None);
    }
}
