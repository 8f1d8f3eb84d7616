using System.Buffers;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Planning;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Intake;
using Seedream.Fuzz.Running;
using Seedream.Fuzz.Storage;

namespace Seedream.Fuzz.Reporting;

/// <summary>A prompt file through the plan into the reports, and its failed rows back again: nothing is lost, changed or left unescaped.</summary>
internal sealed class OutputTarget : IFuzzTarget
{
    private const string Folder = "fuzz-0123456789/";

    private static readonly IntakeOptions Options = new();

    private readonly CaseStore _images = new();
    private readonly CaseStore _state = new();
    private readonly ReportWriter _writer;

    public OutputTarget() => _writer = new ReportWriter(new PipelineStorage(_state, _images, _state));

    public string Name => "output";

    public long MostAllocated(long inputBytes) => 8_000_000 + (1_000 * inputBytes);

    public async Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        bool isTable = dice.OneIn(2);
        byte[] bytes = Encodings.Encode(dice, isTable ? CsvGrammar.Text(dice) : JsonLinesGrammar.Text(dice));
        fuzz.Input("file", dice.OneIn(3) ? bytes = Mutation.Always(dice, bytes, 1) : bytes);
        string name = fuzz.Input("name", dice.OneIn(4) ? Words.Text(dice) : isTable ? "x.csv" : "x.jsonl");
        ReadFile read = await ReadFile.OfAsync(new PieceStream(bytes, int.MaxValue), isTable ? "x.csv" : "x.jsonl", Options);
        if (read.IsRejected)
            return;
        _images.Reset();
        ReportRow[] rows = [.. Planned(read.Rows).Select(row => new ReportRow(row, RowOutcomes.Of(dice, row)))];
        BatchRecord batch = new() { Id = Folder[..^1], File = name, ContentSha256 = read.Sha256, Defaults = new JobDefaults(), Status = BatchStatus.CompletedWithErrors, CreatedAt = DateTimeOffset.UnixEpoch, Reason = dice.OneIn(3) ? Words.Text(dice) : null };
        await _writer.WriteAsync(Folder, batch, Plan(read, name), Stream(rows), CancellationToken.None);

        ReportProperties properties = new(rows, read.Header, name => _images.Objects.TryGetValue(Folder + name, out CaseStore.Entry? entry) ? entry.Content : null);
        properties.CheckLines();
        properties.CheckTable();
        properties.CheckGallery();
        await FailedRows.CheckAsync(rows, read.Header, _images.Objects.TryGetValue(Folder + ReportNames.FailedCsv, out CaseStore.Entry? failed) ? failed.Content : null, Options);
    }

    // Written as plans are and read back, since that is what the reports see.
    private static List<PromptRow> Planned(IReadOnlyList<PromptRow> rows)
    {
        using PlannedRowWriter writer = new();
        List<PromptRow> planned = [];
        foreach (PromptRow row in rows)
        {
            ArrayBufferWriter<byte> line = new();
            writer.Write(row, line);
            Expect.That(line.WrittenSpan[..^1].IndexOfAny((byte)'\n', (byte)'\r') < 0, "a planned row is more than a line");
            PromptRow again = PlanSegment.Parse(line.WrittenSpan[..^1]);
            Expect.That(again.Row == row.Row && again.Line == row.Line && again.Id == row.Id && again.Input == row.Input && again.Cells.SequenceEqual(row.Cells) && again.Problems.SequenceEqual(row.Problems), $"row {row.Row} is another after planning");
            planned.Add(again);
        }

        return planned;
    }

    private static PlanSummary Plan(ReadFile read, string name) => new()
    {
        File = name,
        ContentSha256 = read.Sha256,
        ContentBytes = read.Bytes,
        Format = "csv",
        Header = read.Header,
        Defaults = new JobDefaults(),
        Rows = read.Rows.Count,
        ValidRows = read.Rows.Count(row => row.Input is not null),
        InvalidRows = read.Rows.Count(row => row.Input is null),
        MostImages = read.Rows.Count,
        Rejected = false,
        ProblemCount = read.FileProblems.Count,
        Problems = [.. read.FileProblems.Concat(read.Rows.SelectMany(row => row.Problems)).Take(100)],
    };

    private static async IAsyncEnumerable<ReportRow> Stream(ReportRow[] rows)
    {
        foreach (ReportRow row in rows)
            yield return row;
        await Task.CompletedTask;
    }
}
