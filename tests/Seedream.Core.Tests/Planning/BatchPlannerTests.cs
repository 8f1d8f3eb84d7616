using System.Text;
using System.Text.Json;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Intake;

namespace Seedream.Core.Tests.Planning;

public class BatchPlannerTests
{
    private readonly MemoryState state = new();

    [Fact]
    public async Task Plan_ManyRows_ReadsBackTheSameRows()
    {
        StringBuilder text = new("prompt,id,resolution,sequential_image_generation,max_images,note\n");
        for (int row = 1; row <= 2500; row++)
            text.Append(row % 7 == 0 ? "" : $"\"a cat, {row} é🐈 <b>\nnext\"").Append($",id-{row},{(row % 11 == 0 ? "9K" : "4:3")},{(row % 3 == 0 ? "auto" : "")},{(row % 2 == 0 ? "4" : "")},\"n \"\"{row}\"\"\"\n");
        Reading expected = await Reading.TextAsync(text.ToString(), "x.csv");

        PlanSummary summary = await PlanAsync(text.ToString());

        List<PromptRow> rows = [];
        PlanReader reader = new(state.AsStorage(), new Seedream.Core.Batches.BatchStore(state.AsStorage()));
        for (int segment = 0; segment < 4; segment++)
            await foreach (PromptRow row in reader.ReadSegmentAsync("b", segment, CancellationToken.None))
                rows.Add(row);
        AssertSame(expected.Rows, rows);
        Assert.Equal((2500, 2500), (summary.Rows, summary.ValidRows + summary.InvalidRows));
        Assert.Equal(expected.Rows.Count(row => row.Input is null), summary.InvalidRows);
        Assert.Equal(expected.Rows.Sum(row => (long)(row.Input?.MostImages ?? 0)), summary.MostImages);
        Assert.Equal(expected.Codes.Count, summary.ProblemCount);
        Assert.False(summary.Rejected);
        Assert.Equal(StateLayout.PlanSummary("b"), state.Written.Last());
        PlanSummary? stored = await reader.ReadSummaryAsync("b", CancellationToken.None);
        Assert.Equal(JsonSerializer.Serialize(summary), JsonSerializer.Serialize(stored));
    }

    [Fact]
    public async Task Plan_Twice_WritesTheSameBytes()
    {
        string text = await File.ReadAllTextAsync(TestData.Path("parti-prompts-800.csv")) + "x,y,\"a \"\"b\"\"\",4,5\n";
        await PlanAsync(text);
        Dictionary<string, byte[]> first = new(state.Objects, StringComparer.Ordinal);

        await PlanAsync(text);

        Assert.All(first, stored => Assert.Equal(stored.Value, state.Objects[stored.Key]));
    }

    [Fact]
    public async Task Plan_LongPrompt_StoresItOnce()
    {
        string prompt = string.Concat(Enumerable.Repeat("unusual ", 100)).Trim();

        await PlanAsync($"note,prompt\nn, {prompt} \n");

        byte[] segment = state.Objects[StateLayout.PlanSegment("b", 0)];
        Assert.Equal(100, Encoding.UTF8.GetString(segment).Split("unusual").Length - 1);
        Assert.Equal(prompt, (await RowsAsync([1]))[0].Input!.Prompt);
    }

    [Fact]
    public async Task Plan_VeryLongRows_AreStreamedAndReadBack()
    {
        string text = "prompt\n" + string.Concat(Enumerable.Range(0, 600).Select(row => $"{row} {new string('x', 19_000)}\n"));

        await PlanAsync(text);

        Assert.Equal(600, state.Objects[StateLayout.PlanSegment("b", 0)].AsSpan().Count((byte)'\n'));
        IReadOnlyList<PromptRow> rows = await RowsAsync([5, 6, 600, 2]);
        Assert.Equal([5, 6, 600, 2], rows.Select(row => row.Row));
        Assert.StartsWith("599 ", rows[2].Input!.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_RejectedHeader_WritesOnlyTheSummary()
    {
        PlanSummary summary = await PlanAsync("promt\na\n");

        Assert.True(summary.Rejected);
        Assert.Equal([StateLayout.PlanSummary("b")], state.Objects.Keys);
        Assert.Equal("CSV004", Assert.Single(summary.Problems).Code);
    }

    [Fact]
    public async Task Plan_ManyProblems_KeepsTheFirstThousandAndTheFilesOwn()
    {
        string text = "prompt,note\n" + string.Concat(Enumerable.Repeat(",x\n", 3000)) + "\"open,x\n";

        PlanSummary summary = await PlanAsync(text);

        Assert.Equal(1000, summary.Problems.Count);
        Assert.Equal("CSV007", summary.Problems[0].Code);
        Assert.Equal(3001, summary.ProblemCount);
    }

    [Fact]
    public async Task Plan_StorageFails_RaisesItAndWritesNoSummary()
    {
        state.FailOn = "plan/00001";
        string text = "prompt\n" + string.Concat(Enumerable.Repeat("a cat\n", 50_000));

        await Assert.ThrowsAsync<StorageUnusableException>(() => PlanAsync(text));

        Assert.DoesNotContain(StateLayout.PlanSummary("b"), state.Objects.Keys);
    }

    [Fact]
    public async Task Plan_FileFails_RaisesItAndWritesNoSummary()
    {
        byte[] text = Encoding.UTF8.GetBytes("prompt\n");
        TrickleStream stream = new(position => text[position % text.Length], long.MaxValue, 4096, failAt: 300_000);

        await Assert.ThrowsAsync<IOException>(() => new BatchPlanner(state.AsStorage()).PlanAsync(
            "b", "x.csv", stream, new IntakeOptions(), new JobDefaults(), 1m, CancellationToken.None));

        Assert.DoesNotContain(StateLayout.PlanSummary("b"), state.Objects.Keys);
    }

    [Fact]
    public async Task Plan_Cancelled_Stops()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new BatchPlanner(state.AsStorage()).PlanAsync(
            "b", "x.csv", new MemoryStream("prompt\na\n"u8.ToArray()), new IntakeOptions(), new JobDefaults(), 1m, new CancellationToken(true)));
    }

    [Fact]
    public async Task Check_AnyFile_GivesTheSummaryOfThePlan()
    {
        string text = "prompt,id\na,1\n,1\n\"open,2\n";
        List<Problem> problems = [];

        PlanSummary check = await PromptFileCheck.RunAsync("x.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), new IntakeOptions(), new JobDefaults(), 0.028m, problems.Add, CancellationToken.None);

        Assert.Equal(JsonSerializer.Serialize(await PlanAsync(text)), JsonSerializer.Serialize(check));
        Assert.Equal(check.ProblemCount, problems.Count);
    }

    [Fact]
    public async Task ReadRows_NeighboursAndReturns_ReadEachSegmentOnce()
    {
        await PlanAsync("prompt\n" + string.Concat(Enumerable.Range(1, 3000).Select(row => $"cat {row}\n")));
        PlanReader reader = new(state.AsStorage(), new Seedream.Core.Batches.BatchStore(state.AsStorage()));
        int[] wanted = [2999, 1, 1000, 1001, 1, 3000];

        for (int round = 0; round < 2; round++)
            Assert.Equal(wanted.Select(row => $"cat {row}"), (await RowsAsync(wanted, reader)).Select(row => row.Input!.Prompt));

        Assert.Equal(3, state.Opened.Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1001)]
    public async Task ReadRows_RowBeyondThePlan_Raises(int row)
    {
        await PlanAsync("prompt\na\nb\nc\n");

        await Assert.ThrowsAsync<InvalidDataException>(() => RowsAsync([1, row]));
    }

    [Fact]
    public async Task ReadSummary_NoPlan_IsNull() => Assert.Null(await new PlanReader(state.AsStorage(), new Seedream.Core.Batches.BatchStore(state.AsStorage())).ReadSummaryAsync("b", CancellationToken.None));

    [Fact]
    public async Task MetadataOf_RowShorterThanTheHeader_IsPadded()
    {
        Reading reading = await Reading.TextAsync("{\"a\": 1, \"prompt\": \"x\"}\n{\"prompt\": \"y\", \"b\": 2}\n", "x.jsonl");

        Assert.Equal([new("a", "1"), new("b", "")], RowMetadata.MetadataOf(reading.Rows[0], reading.Header));
        Assert.Equal([new("a", ""), new("b", "2")], RowMetadata.MetadataOf(reading.Rows[1], reading.Header));
    }

    private static void AssertSame(IReadOnlyList<PromptRow> expected, List<PromptRow> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach ((PromptRow left, PromptRow right) in expected.Zip(actual))
        {
            Assert.Equal((left.Row, left.Line, left.Id, left.Input), (right.Row, right.Line, right.Id, right.Input));
            Assert.Equal(left.Cells, right.Cells);
            Assert.Equal(left.Problems, right.Problems);
        }
    }

    private Task<PlanSummary> PlanAsync(string text) => new BatchPlanner(state.AsStorage()).PlanAsync(
        "b", "x.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), new IntakeOptions(), new JobDefaults(), 0.028m, CancellationToken.None);

    private async Task<IReadOnlyList<PromptRow>> RowsAsync(int[] rows, PlanReader? reader = null)
    {
        List<PromptRow> found = [];
        await foreach (PromptRow row in (reader ?? new PlanReader(state.AsStorage(), new Seedream.Core.Batches.BatchStore(state.AsStorage()))).ReadRowsAsync("b", rows, CancellationToken.None))
            found.Add(row);
        return found;
    }
}
