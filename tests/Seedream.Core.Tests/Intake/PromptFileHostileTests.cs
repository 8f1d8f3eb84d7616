using System.Text;
using System.Text.Json;
using Seedream.Core.Intake;
using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Intake;

/// <summary>What fuzzing found in reading prompt files (docs/fuzzing.md).</summary>
public class PromptFileHostileTests
{
    [Theory]
    [InlineData("""{"\ud83d\ud83d":1,"prompt":"b"}""")]
    [InlineData("""{"\ud800etadata":1,"prompt":"b"}""")]
    [InlineData("""{"prom\udc00t":1,"prompt":"b"}""")]
    public async Task ReadRows_HalfACharacterInAKey_HarmsOnlyThatRow(string line)
    {
        Reading reading = await Reading.TextAsync($"{{\"prompt\":\"a\"}}\n{line}\n{{\"prompt\":\"c\"}}", "x.jsonl");

        Assert.Equal([true, false, true], reading.Rows.Select(row => row.Input is not null));
        Assert.Contains("ROW003", reading.Codes);
        Assert.False(reading.IsRejected);
    }

    [Fact]
    public async Task ReadRows_EscapedMetadataKey_IsMetadataAllTheSame()
    {
        Reading reading = await Reading.TextAsync("""{"prompt":"a","\u006detadata":{"x":"1"}}""", "x.jsonl");

        Assert.Equal(["prompt", "x"], reading.Header.Columns);
        Assert.Empty(reading.Codes);
    }

    [Fact]
    public async Task ReadRows_MoreWarningsThanAreKept_KeepTheErrorAmongThem()
    {
        string[] columns = [.. Enumerable.Range(1, 199).Select(column => $"c{column}"), "prompt"];
        string csv = $"{string.Join(',', columns)}\n{string.Join(',', columns.Select(_ => "\u202Ex\"y"))}{new string('z', 21_000)}\n";

        Reading reading = await Reading.TextAsync(csv);

        PromptRow row = Assert.Single(reading.Rows);
        Assert.Null(row.Input);
        Assert.Equal("LIM004", InvalidOutcome.From(row).ErrorCode);
    }

    [Fact]
    public async Task ReadRows_KeyWithTerminalCodes_IsShownWithoutThem()
    {
        string key = JsonSerializer.Serialize("prom\u001b[2Jt\u202e");
        Reading reading = await Reading.TextAsync($"{{\"prompt\":\"a\u0001\",\"x\\u001b[2J\":\"\\u0001\",{key}:\"b\"}}".Replace("\u0001\"", "\\u0001\"", StringComparison.Ordinal), "x.jsonl");

        Assert.NotEmpty(reading.Rows[0].Problems);
        Assert.All(reading.Rows[0].Problems, problem => Assert.DoesNotContain($"{problem.Column}{problem.Message}", c => char.IsControl(c) || c == '\u202e'));
        Assert.All(reading.Header.Columns, name => Assert.DoesNotContain(name, char.IsControl));
    }

    [Fact]
    public async Task ReadRows_CsvHeaderThatReordersText_IsShownWithoutThat()
    {
        Reading reading = await Reading.TextAsync("prompt,optimize_\u202eprompt_options\na,fast\n");

        Assert.Equal("optimize_\uFFFDprompt_options", reading.Problem(ProblemCodes.MisspeltColumn).Column);
    }

    [Fact]
    public async Task ReadRows_KeysThatAreAlikeForTwoHundredCharacters_AreOneColumnAndSaidToBeTwice()
    {
        string start = new('k', 200);
        Reading reading = await Reading.TextAsync($"{{\"prompt\":\"a\",\"{start}1\":\"x\",\"{start}2\":\"y\"}}", "x.jsonl");

        Assert.Equal(["prompt", start], reading.Header.Columns);
        Assert.Equal(["JSL003"], reading.Codes);
    }

    [Fact]
    public async Task ReadRows_KeyCutWithinACharacter_StaysWhole()
    {
        Reading reading = await Reading.TextAsync($"{{\"prompt\":\"a\",\"{new string('k', 199)}😀\":\"x\"}}", "x.jsonl");

        Assert.Equal(new string('k', 199), reading.Header.Columns[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(int.MaxValue)]
    public async Task ReadRows_LongHeaderInPieces_HasTheSameSeparatorHoweverItArrives(int most)
    {
        string header = string.Join(';', Enumerable.Range(1, 100).Select(column => $"{column},{new string('x', 50)},y"));
        byte[] csv = Encoding.UTF8.GetBytes($"{header};prompt\n{new string(';', 100)}a red fox\n");

        Reading reading = await Reading.StreamAsync(TrickleStream.Of(csv, most));

        Assert.Empty(reading.Codes);
        Assert.Equal("a red fox", Assert.Single(reading.Rows).Input!.Prompt);
    }

    [Fact]
    public async Task ReadRows_RowLargerThanAllowedInAnOrdinaryTable_IsRefusedAsBefore()
    {
        byte[] csv = Encoding.UTF8.GetBytes($"prompt,x\na,{new string('x', 1_200_000)}\n");

        Assert.Equal(["LIM006"], (await Reading.BytesAsync(csv)).Codes);
    }
}
