using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Batches;
using Seedream.Core.Drops;
using Seedream.Core.Hosting;
using Seedream.Core.Notifying;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Local.Tests.Running;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Identity;

/// <summary>A failed.csv that comes back is a careful retry of its rows, whatever it looks like by then.</summary>
public sealed partial class FailedFileTests
{
    private const string Failing = "a fox";
    private const string Missing = "a hen";
    private const string Lost = "an owl";
    private const string Fine = "a cat";

    [Fact]
    public async Task Accept_FailedCsvAsItIs_FetchesWhatIsKnownPaysWhatTheApiRefusedAndHoldsTheRest()
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);
        Assert.Equal(4, desk.Paid);

        AcceptedBatch accepted = await DropAsync(desk, "again.csv", failed);

        Assert.Equal((batch, 2), (accepted.Batch.Id, accepted.Batch.Round));
        Assert.Equal((1, 1, 1, 0), (accepted.Failed!.Fetched, accepted.Failed.PaidAnew, accepted.Failed.Held, accepted.Failed.New));
        Assert.Equal(0.028m, accepted.Failed.MostUsd);
        Assert.Equal(5, desk.Paid);
        Assert.Equal([(Failing, "succeeded"), (Missing, "succeeded"), (Lost, "uncertain"), (Fine, "succeeded")], await OutcomesAsync(desk, batch));
        await desk.CheckImagesAsync(batch);
    }

    [Fact]
    public async Task Accept_TheSameFailedCsvTwiceAndUnderAnotherName_DoesNothingAndSaysSo()
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);
        await DropAsync(desk, "again.csv", failed);

        foreach (string name in (string[])["again.csv", "other.csv"])
        {
            AcceptedBatch accepted = await DropAsync(desk, name, failed);
            Assert.Equal((batch, 2), (accepted.Batch.Id, accepted.Batch.Round));
            Assert.True(Assert.Single(accepted.Failed!.Rounds).IsAgain);
            Assert.Contains("nothing is done again", accepted.Failed.Text, StringComparison.Ordinal);
        }

        Assert.Equal(5, desk.Paid);
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    public async Task Accept_FailedCsvSavedAgainByASpreadsheet_IsTheSameRetry(string separator)
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);
        string[][] rows = Read(failed);
        string saved = "\uFEFF" + string.Concat(rows.Select(row => string.Join(separator, row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));

        await DropAsync(desk, "saved.csv", saved);
        AcceptedBatch again = await DropAsync(desk, "again.csv", failed);

        Assert.Equal(batch, again.Batch.Id);
        Assert.Equal(5, desk.Paid);
    }

    [Fact]
    public async Task Accept_CorrectedRow_RunsAsANewRowOfItsOwnBatch()
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);

        AcceptedBatch accepted = await DropAsync(desk, "again.csv", failed.Replace(Failing, "a fox that is fine", StringComparison.Ordinal));

        Assert.NotEqual(batch, accepted.Batch.Id);
        Assert.Equal((1, 0, 1, 1), (accepted.Failed!.Fetched, accepted.Failed.PaidAnew, accepted.Failed.Held, accepted.Failed.New));
        Assert.Equal([("a fox that is fine", "succeeded")], await OutcomesAsync(desk, accepted.Batch.Id));
        Assert.Equal(5, desk.Paid);
    }

    [Fact]
    public async Task Accept_InvalidRowThatWasCorrected_RunsAndTheOthersAreLeft()
    {
        await using FileDesk desk = await OpenAsync();
        AcceptedBatch first = await desk.RunAsync("prompts.csv", "prompt,resolution\na cat,2K\na dog,9Z\na bat,8Q\n");
        string failed = await ReadFailedAsync(desk, first.Batch.Id);

        AcceptedBatch accepted = await DropAsync(desk, "again.csv", failed.Replace("9Z", "2K", StringComparison.Ordinal));

        Assert.Equal((1, 1), (accepted.Failed!.New, accepted.Failed.NotCorrected));
        Assert.Equal([("a dog", "succeeded")], await OutcomesAsync(desk, accepted.Batch.Id));
        Assert.Equal(2, desk.Paid);
    }

    [Fact]
    public async Task Accept_RowsOfAnUnknownBatch_AreHeldWhereTheyMayBePaidAndRunWhereNot()
    {
        await using FileDesk desk = await OpenAsync();

        AcceptedBatch accepted = await DropAsync(desk, "again.csv", """
            prompt,outcome,error_code,error,request_id,batch,row,attempt
            one,timed_out,JOB001,,r1,gone-0123456789,1,1
            two,uncertain,SUB001,,,gone-0123456789,2,1
            three,failed,API404,,r3,gone-0123456789,3,1
            four,not_submitted,JOB002,,,gone-0123456789,4,0

            """);

        Assert.Equal((3, 1), (accepted.Failed!.Held, accepted.Failed.New));
        Assert.Equal([("one", "not_submitted"), ("two", "not_submitted"), ("three", "not_submitted"), ("four", "succeeded")], await OutcomesAsync(desk, accepted.Batch.Id));
        Assert.All((await desk.ResultsAsync(accepted.Batch.Id)).Take(3), row => Assert.Equal(JobCodes.HeldBack, row.GetProperty("error_code").GetString()));
        Assert.Equal(1, desk.Paid);

        await using Pipeline process = desk.Process();
        RoundPreview retry = await process.Get<BatchRounds>().PreviewRetryAsync(accepted.Batch.Id, BatchRounds.RetriedByDefault, CancellationToken.None);
        Assert.Equal((0, 3), (retry.Submitted, retry.Held));
    }

    [Fact]
    public async Task Accept_PurgedBatch_HoldsWhatMayBePaid()
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);
        await desk.PurgeAsync(batch);

        AcceptedBatch accepted = await DropAsync(desk, "again.csv", failed);

        Assert.Equal((3, 0), (accepted.Failed!.Held, accepted.Failed.New));
        Assert.Equal(4, desk.Paid);
    }

    [Fact]
    public async Task Accept_ForgedRequest_FetchesNobodyElsesPicture()
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);
        string request = (await desk.ResultsAsync(batch)).Single(row => row.GetProperty("input").GetProperty("prompt").GetString() == Fine).GetProperty("request_id").GetString()!;
        string[][] rows = Read(failed);
        int column = Array.IndexOf(rows[0], "request_id");
        rows = [rows[0], .. rows.Skip(1).Where(row => row[0] == Missing).Select(row => { row[column] = request; return row; })];

        AcceptedBatch accepted = await DropAsync(desk, "again.csv", Write(rows));

        Assert.Equal((0, 0, 1), (accepted.Failed!.Fetched, accepted.Failed.PaidAnew, accepted.Failed.Held));
        Assert.Equal(4, desk.Paid);
    }

    [Fact]
    public async Task Accept_AttemptThatAnotherFollowed_PaysNothing()
    {
        await using FileDesk desk = await OpenAsync();
        AcceptedBatch first = await desk.RunAsync("prompts.csv", FileDesk.Csv("a fox [[sim:fail=always]]"));
        string failed = await ReadFailedAsync(desk, first.Batch.Id);
        await using (Pipeline process = desk.Process())
        {
            await process.Get<BatchRounds>().BeginRetryAsync(first.Batch.Id, BatchRounds.RetriedByDefault, CancellationToken.None);
            await process.RunAsync(first.Batch.Id);
        }

        Assert.Equal(2, desk.Paid);
        foreach (string text in (string[])[failed, Regex.Replace(failed, ",1(?=\r?\n$)", ",99", RegexOptions.None, TimeSpan.FromSeconds(1))])
        {
            AcceptedBatch accepted = await DropAsync(desk, "again.csv", text);
            Assert.Equal((0, 1), (accepted.Failed!.PaidAnew, accepted.Failed.WentOn));
        }

        Assert.Equal(2, desk.Paid);
    }

    [Theory]
    [InlineData("failed.csv", true)]
    [InlineData("renamed.csv", false)]
    public async Task Accept_FileOfTheReleaseBefore_IsMatchedByRequestAndItsUncertainRowsAreHeld(string name, bool isInItsFolder)
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);
        string old = Write([.. Read(failed).Select(row => row[..^3])]);
        Assert.EndsWith("request_id", old.Split('\n')[0].TrimEnd(), StringComparison.Ordinal);

        AcceptedBatch accepted = await DropAsync(desk, isInItsFolder ? $"{batch}/{name}" : name, old);

        Assert.Equal(batch, accepted.Batch.Id);
        Assert.Equal((1, 1, 1, 0), (accepted.Failed!.Fetched, accepted.Failed.PaidAnew, accepted.Failed.Held, accepted.Failed.New));
        Assert.Equal(5, desk.Paid);
    }

    [Fact]
    public async Task Sweep_FailedCsv_IsLeftWhileItsBatchRunsAndThenOnRecordWithIt()
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);
        await desk.Storage.Prompts.PutAsync("failed.csv", Encoding.UTF8.GetBytes(failed), "text/csv", CancellationToken.None);
        await using Pipeline process = desk.Process();
        await process.Get<BatchRounds>().BeginCollectAsync(batch, CancellationToken.None);
        Starter starter = new();

        await SweepAsync(process, starter);
        Assert.Empty(starter.Started);
        Assert.Empty(await desk.Storage.State.ListAsync(StateLayout.Drops, CancellationToken.None).ToListAsync());

        await process.RunAsync(batch);
        await SweepAsync(process, starter);
        Assert.Equal((batch, 3), Assert.Single(starter.Started));
        ObjectInfo found = await desk.Storage.State.ListAsync(StateLayout.Drops, CancellationToken.None).SingleAsync();
        DropRecord record = JsonSerializer.Deserialize((await desk.Storage.State.TryReadAsync(found.Name, CancellationToken.None))!.Content.Span, DropsJson.Default.DropRecord)!;
        Assert.Equal((batch, batch), (record.Batch, Assert.Single(record.RoundsOf!)));
        await process.RunAsync(batch);
        Assert.Equal(5, desk.Paid);
    }

    [Fact]
    public async Task Preview_FailedCsv_SaysWhatBecomesOfItAndKeepsNothing()
    {
        await using FileDesk desk = await OpenAsync();
        (string batch, string failed) = await FailAsync(desk);
        await using Pipeline process = desk.Process();
        BatchFile file = FileDesk.File("again.csv", failed, named: false);
        await using Stream content = await file.Open(CancellationToken.None);

        BatchPreview preview = await process.Get<BatchIntake>().PreviewAsync(file, content, new BatchOptions(), 0.028m, _ => { }, CancellationToken.None);

        Assert.Equal((1, 1, 1, 0), (preview.Failed!.Fetched, preview.Failed.PaidAnew, preview.Failed.Held, preview.Failed.New));
        Assert.Equal((0, 0), (preview.RowsToSubmit, preview.Plan.Rows));
        Assert.Equal(1, (await process.Get<BatchStore>().GetAsync(batch, CancellationToken.None)).Round);
    }

    private static Task<FileDesk> OpenAsync() => FileDesk.OpenAsync();

    // One that the API fails, one whose image could not be fetched, one whose answer was lost, one that is fine.
    private static async Task<(string Batch, string Failed)> FailAsync(FileDesk desk)
    {
        desk.Server.Faults = new FaultPlan()
            .When(FaultStage.Generation, Fault.JobFails, call => Says(call, Failing))
            .When(FaultStage.Submit, Fault.AcceptThenServerError, call => Says(call, Lost))
            .When(FaultStage.Result, Fault.ForeignUrl, call => Says(call, Missing));
        AcceptedBatch first = await desk.RunAsync("prompts.csv", FileDesk.Csv(Failing, Missing, Lost, Fine));
        desk.Server.Faults = new FaultPlan();
        return (first.Batch.Id, await ReadFailedAsync(desk, first.Batch.Id));
    }

    private static bool Says(FaultCall call, string prompt) => call.Prompt == prompt;

    private static async Task<AcceptedBatch> DropAsync(FileDesk desk, string name, string text)
    {
        await using Pipeline process = desk.Process();
        AcceptedBatch accepted = await FileDesk.AcceptAsync(process, FileDesk.File(name, text));
        foreach ((string batch, int _) in accepted.ToStart)
            await process.RunAsync(batch);
        return accepted;
    }

    private static async Task<string> ReadFailedAsync(FileDesk desk, string batch) =>
        Encoding.UTF8.GetString((await desk.Storage.Images.TryReadAsync($"{batch}/failed.csv", CancellationToken.None))!.Content.Span).TrimStart('\uFEFF');

    private static async Task<List<(string?, string?)>> OutcomesAsync(FileDesk desk, string batch) =>
        [.. (await desk.ResultsAsync(batch)).Select(row => (row.GetProperty("input").GetProperty("prompt").GetString(), row.GetProperty("outcome").GetString()))];

    // Cells of these files hold no line break.
    private static string[][] Read(string csv) =>
        [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Cell().Matches(line.TrimEnd('\r')).Select(cell => cell.Groups["quoted"] is { Success: true } quoted ? quoted.Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Groups["plain"].Value).ToArray())];

    private static string Write(string[][] rows) =>
        string.Concat(rows.Select(row => string.Join(',', row.Select((cell, index) => rows[0] == row ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));

    private static Task SweepAsync(Pipeline process, Starter starter)
    {
        DropStore drops = process.Get<DropStore>();
        DropIntake intake = new(process.Storage, drops, process.Get<BatchIntake>(), starter, TimeProvider.System, NullLogger<DropIntake>.Instance);
        return new DropSweep(process.Storage, drops, intake, new DropOptions { Quiet = TimeSpan.Zero }, TimeProvider.System, NullLogger<DropSweep>.Instance).RunAsync(CancellationToken.None);
    }

    [GeneratedRegex("(?:^|,)(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[^,]*))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cell();

    private sealed class Starter : IPipelineStarter
    {
        public List<(string, int)> Started { get; } = [];

        public Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken)
        {
            Started.Add((batchOrJob, round));
            return Task.CompletedTask;
        }

        public Task TellAsync(Notice notice, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
