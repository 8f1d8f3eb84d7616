using System.Text;
using Seedream.Core.Intake;

namespace Seedream.Core.Tests.Intake;

/// <summary>Hostile input never raises, never loses a row and never yields an input beyond what the API takes.</summary>
public class PromptFileFuzzTests
{
    private static readonly string[] Pieces =
    [
        "prompt", "id", "max_images", "resolution", "note", ",", ",", ";", "\t", "\"", "\"\"", "\n", "\n", "\r\n", "\r", "a cat", "auto", "4:3", "16",
        "\0", "é", "🐈", "\u202E", "{", "}", "[", "]", ":", "{\"prompt\":\"a\"}", "\"prompt\":", "\\ud800", "\\", "null", "sep=;", "\uFEFF", " ",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ReadRows_RandomPieces_AlwaysAccountsForTheRows(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 1000; round++)
        {
            StringBuilder text = new(random.Next(2) == 0 ? "prompt,id,max_images\n" : "");
            for (int piece = random.Next(40); piece > 0; piece--)
                text.Append(Pieces[random.Next(Pieces.Length)]);
            await CheckAsync(Encoding.UTF8.GetBytes(text.ToString()), random);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task ReadRows_MutatedBytes_AlwaysAccountsForTheRows(int seed)
    {
        Random random = new(seed);
        byte[] original = await File.ReadAllBytesAsync(TestData.Path("parti-prompts-800.csv"));
        for (int round = 0; round < 500; round++)
        {
            byte[] file = original[..random.Next(4000)];
            for (int change = random.Next(6); change > 0 && file.Length > 0; change--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            await CheckAsync(file, random);
        }
    }

    [Fact]
    public async Task ReadRows_RandomBytes_NeverRaises()
    {
        Random random = new(7);
        for (int round = 0; round < 500; round++)
        {
            byte[] file = new byte[random.Next(300)];
            random.NextBytes(file);
            await CheckAsync(file, random);
        }
    }

    private static async Task CheckAsync(byte[] file, Random random)
    {
        string name = random.Next(3) == 0 ? "x.jsonl" : "x.csv";
        Reading reading = await Reading.StreamAsync(TrickleStream.Of(file, random.Next(1, 200)), name, new IntakeOptions { MaxColumns = 8 });

        Assert.True(reading.IsRejected || reading.Rows.Count > 0);
        Assert.Equal(Enumerable.Range(1, reading.Rows.Count), reading.Rows.Select(row => row.Row));
        Assert.Equal(reading.Rows.Select(row => row.Line).Order(), reading.Rows.Select(row => row.Line));
        Assert.Equal(file.Length, reading.Bytes);
        Assert.All(reading.Rows, row =>
        {
            Assert.Equal(row.Input is null, row.Problems.Any(problem => problem.Severity == Severity.RowError));
            Assert.All(row.Problems, problem => Assert.Equal((row.Row, row.Line), (problem.Row, problem.Line)));
            Assert.True(row.Cells.Count <= reading.Header.Columns.Count);
            Assert.DoesNotContain(row.Cells, cell => cell is null);
            Assert.False(row.Input is { } input && (input.Prompt.Trim().Length == 0 || input.Prompt.Contains('\0', StringComparison.Ordinal) || input.MaxImages is < 1 or > 15));
        });
    }
}
