using System.Text;
using Seedream.Core.Intake;

namespace Seedream.Core.Tests.Intake;

public class PromptFileEncodingTests
{
    private const string Text = "prompt,note\nun café à l'été,ok\n日本の猫 🐈,x\n";

    public static TheoryData<string, bool> Encodings() => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", false }, { "utf-16", true }, { "utf-16BE", false }, { "utf-16BE", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task ReadRows_AnyUnicodeFormAndChunk_IsTheSameText(string encoding, bool mark)
    {
        foreach (int chunk in new[] { 1, 2, 3, 5, 7, 4096 })
        {
            Reading reading = await Reading.StreamAsync(TrickleStream.Of(Encode(Text, encoding, mark), chunk));

            Assert.Empty(reading.Codes);
            Assert.Equal(["un café à l'été", "日本の猫 🐈"], reading.Rows.Select(row => row.Input!.Prompt));
            Assert.Equal(["prompt", "note"], reading.Header.Columns);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task ReadRows_CharactersAcrossChunkBorders_AreWhole(string encoding, bool mark)
    {
        string prompt = string.Concat(Enumerable.Repeat("aé日🐈", 3000));
        string text = "prompt\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{new string('x', row % 5)}{prompt}\n"));

        Reading reading = await Reading.BytesAsync(Encode(text, encoding, mark));

        Assert.Empty(reading.Codes);
        Assert.Equal(40, reading.Rows.Count);
        Assert.All(reading.Rows, row => Assert.EndsWith(prompt, row.Input!.Prompt, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task ReadRows_JsonLinesInAnyUnicodeForm_IsTheSameText(string encoding, bool mark)
    {
        Reading reading = await Reading.BytesAsync(Encode("{\"prompt\": \"café 🐈\"}\r\n", encoding, mark), "x.txt");

        Assert.Equal("jsonl", reading.Format);
        Assert.Equal("café 🐈", Assert.Single(reading.Rows).Input!.Prompt);
    }

    [Fact]
    public async Task ReadRows_Windows1252_IsReadWithOneWarning()
    {
        byte[] file = [.. "prompt\nplain\ncaf"u8, 0xE9, .. " 5"u8, 0x80, .. " "u8, 0x93, .. "hi"u8, 0x94, .. "\nna"u8, 0xEF, .. "ve\n"u8];

        Reading reading = await Reading.BytesAsync(file);

        Assert.Equal(["plain", "café 5€ “hi”", "naïve"], reading.Rows.Select(row => row.Input!.Prompt));
        Assert.Equal(3, reading.Problem(ProblemCodes.AssumedWindows1252).Line);
        Assert.False(reading.IsRejected);
    }

    [Fact]
    public async Task ReadRows_Windows1252FarIntoTheFile_IsReadFromThere()
    {
        byte[] file = [.. "prompt\n"u8, .. Enumerable.Repeat((byte[])[.. "some plain words\n"u8], 20_000).SelectMany(line => line), .. "caf"u8, 0xE9, .. "\n"u8];

        Reading reading = await Reading.BytesAsync(file);

        Assert.Equal("café", reading.Rows[^1].Input!.Prompt);
        Assert.Equal(20_002, reading.Problem(ProblemCodes.AssumedWindows1252).Line);
    }

    [Fact]
    public async Task ReadRows_Windows1252UnassignedByte_IsARowProblem()
    {
        Reading reading = await Reading.BytesAsync([.. "prompt\ncaf"u8, 0xE9, .. "\nx"u8, 0x81, .. "\n"u8]);

        Assert.Equal(["CSV012", "ROW002"], reading.Codes);
    }

    private static byte[] Encode(string text, string name, bool mark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        return [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
    }
}
