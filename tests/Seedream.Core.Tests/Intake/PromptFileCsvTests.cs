using System.Text;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Tests.Intake;

public class PromptFileCsvTests
{
    [Theory]
    [InlineData("prompt,note\na,b\n")]
    [InlineData("prompt;note\na;b\n")]
    [InlineData("prompt\tnote\na\tb\n")]
    [InlineData("note,prompt\nb,a")]
    [InlineData("note;prompt\r\nb;a\r\n")]
    [InlineData("\"note, or; so\";prompt\rb;a\r")]
    [InlineData("sep=;\nprompt;note\na;b\n")]
    [InlineData("sep=|\nprompt|note\na|b\n")]
    [InlineData("\n\n prompt , note \n\na,b\n\n,\n")]
    [InlineData("PROMPT,No te\na,b\n")]
    public async Task ReadRows_AnySeparatorAndLineEnd_YieldsTheRow(string text)
    {
        Reading reading = await Reading.TextAsync(text);

        Assert.Empty(reading.Codes);
        PromptRow row = Assert.Single(reading.Rows);
        Assert.Equal("a", row.Input!.Prompt);
        Assert.Equal(["a", "b"], row.Cells.Order());
        Assert.Equal("csv", reading.Format);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task ReadRows_QuotedNewlinesAndBlankLines_KeepTheLineNumbers(string end)
    {
        string text = string.Join(end, "prompt,note", "\"one", "two\",x", "", "three,\"", "\"", ",", "four,y", "");

        Reading reading = await Reading.TextAsync(text);

        Assert.Equal([(1, 2), (2, 5), (3, 8)], reading.Rows.Select(row => (row.Row, row.Line)));
        Assert.Equal($"one{end}two", reading.Rows[0].Input!.Prompt);
        Assert.Equal("four", reading.Rows[2].Input!.Prompt);
    }

    [Fact]
    public async Task ReadRows_SeparatorLine_CountsAsALine()
    {
        Reading reading = await Reading.TextAsync("sep=;\nprompt;note\na;b\n;c\n");

        Assert.Equal([3, 4], reading.Rows.Select(row => row.Line));
        Assert.Equal(4, reading.Problem(ProblemCodes.PromptMissing).Line);
    }

    [Fact]
    public async Task ReadRows_EveryColumn_BecomesTheInput()
    {
        Reading reading = await Reading.TextAsync(
            "Custom ID,Prompt,Resolution,Sequential-Image-Generation,MAX IMAGES,output format,Optimize_Prompt_Options,note\n" +
            "x-1,  a cat ,3K 16:9,AUTO,7,JPG,Fast,n\n");

        PromptRow row = Assert.Single(reading.Rows);
        Assert.Empty(reading.Codes);
        Assert.Equal("x-1", row.Id);
        Assert.Equal(new JobInput
        {
            Prompt = "a cat",
            Resolution = Resolution.FromName("4096x2304 (16:9)")!,
            SequentialImageGeneration = SequentialImageGeneration.Auto,
            MaxImages = 7,
            OutputFormat = OutputFormat.Jpeg,
            OptimizePromptOptions = PromptOptimization.Fast,
        }, row.Input);
        Assert.Equal(["id", "prompt", "resolution", "sequential_image_generation", "max_images", "output_format", "optimize_prompt_options", null], reading.Header.Meanings);
        Assert.Equal("  a cat ", row.Cells[1]);
    }

    [Fact]
    public async Task ReadRows_EmptyCells_MeanTheDefaults()
    {
        JobDefaults defaults = new()
        {
            Resolution = Resolution.FromName("3K")!,
            SequentialImageGeneration = SequentialImageGeneration.Auto,
            MaxImages = 4,
            OutputFormat = OutputFormat.Jpeg,
            OptimizePromptOptions = PromptOptimization.Fast,
        };

        Reading reading = await Reading.TextAsync(
            "prompt,resolution,sequential_image_generation,max_images,output_format,optimize_prompt_options,id\na,, ,,,,\nb\n", defaults: defaults);

        Assert.All(reading.Rows, row => Assert.Equal(("3K", 4, OutputFormat.Jpeg, PromptOptimization.Fast, null),
            (row.Input!.Resolution.Name, row.Input.MaxImages, row.Input.OutputFormat, row.Input.OptimizePromptOptions, row.Id)));
        Assert.Empty(reading.Codes);
        Assert.Equal(7, reading.Rows[1].Cells.Count);
    }

    [Theory]
    [InlineData("idx")]
    [InlineData("note")]
    [InlineData("title")]
    [InlineData("seed")]
    [InlineData("uid")]
    [InlineData("i")]
    [InlineData("promo")]
    [InlineData("négatif")]
    [InlineData("category")]
    [InlineData("format")]
    public async Task ReadRows_OtherColumns_AreMetadata(string name)
    {
        Reading reading = await Reading.TextAsync($"prompt,{name}\na,b\n");

        Assert.Empty(reading.Codes);
        Assert.Equal([name], reading.Header.Columns.Where((_, index) => reading.Header.Meanings[index] is null));
    }

    [Theory]
    [InlineData("promtp", "prompt")]
    [InlineData("prompts", "prompt")]
    [InlineData("resolutions", "resolution")]
    [InlineData("max_image", "max_images")]
    [InlineData("maximages2", "max_images")]
    [InlineData("Output Formt", "output_format")]
    [InlineData("sequential_image_genaration", "sequential_image_generation")]
    [InlineData("optimise_prompt_option", "optimize_prompt_options")]
    [InlineData("customer_id", null)]
    [InlineData("customid2", "id")]
    public async Task Open_AlmostAKnownColumn_SuggestsIt(string name, string? suggestion)
    {
        Reading reading = await Reading.TextAsync($"prompt,{name}\na,\n");

        Assert.Equal(suggestion is null ? [] : [suggestion], reading.FileProblems.Select(problem => problem.Suggestion));
        Assert.Equal(suggestion is not null, reading.IsRejected);
    }

    [Fact]
    public async Task ReadRows_MisspeltHeader_StillReportsTheRows()
    {
        Reading reading = await Reading.TextAsync("promt,resoluton\n,4K\nb,2K\n");

        Assert.Equal(["CSV004", "CSV004", "ROW001", "ROW006"], reading.Codes);
    }

    [Fact]
    public async Task ReadRows_SeveralFaultsInARow_ReportsThemAll()
    {
        Reading reading = await Reading.TextAsync(
            "prompt,resolution,sequential_image_generation,max_images,output_format,optimize_prompt_options,id\n" +
            "a,,,,,,x\n,5K,maybe,99,tiff,best,x\n");

        Assert.Equal(["ROW001", "ROW006", "ROW007", "ROW008", "ROW010", "ROW011", "ROW013"], reading.Rows[1].Problems.Select(problem => problem.Code));
        Assert.Null(reading.Rows[1].Input);
        Assert.NotNull(reading.Rows[0].Input);
        Assert.False(reading.IsRejected);
    }

    [Fact]
    public async Task ReadRows_FailedCsvDroppedAgain_IgnoresItsColumns()
    {
        Reading reading = await Reading.TextAsync("prompt,note,outcome,error_code,error,request_id\na,b,invalid,ROW006,no such,\n");

        Assert.Empty(reading.Codes);
        Assert.Equal(["prompt", "note"], reading.Header.Columns);
        Assert.Equal(["a", "b"], Assert.Single(reading.Rows).Cells);
    }

    [Fact]
    public async Task ReadRows_FailedCsvDroppedAgain_TakesTheFormulaGuardOff()
    {
        Reading reading = await Reading.TextAsync("prompt,'=note,error,outcome,error_code,error,request_id\n'=1+1,'@home,''-x,failed,API400,'=bad,\n");

        Assert.Equal(["prompt", "=note", "error"], reading.Header.Columns);
        Assert.Equal(["=1+1", "@home", "'-x"], Assert.Single(reading.Rows).Cells);
        Assert.Equal("=1+1", reading.Rows[0].Input?.Prompt);
    }

    [Fact]
    public async Task ReadRows_OrdinaryFile_KeepsApostrophesAndReportNames()
    {
        Reading reading = await Reading.TextAsync("prompt,error,outcome\n'@home' in neon,e,o\n");

        Assert.Equal(["prompt", "error", "outcome"], reading.Header.Columns);
        Assert.Equal(["'@home' in neon", "e", "o"], Assert.Single(reading.Rows).Cells);
    }

    [Fact]
    public async Task ReadRows_PromptSplitByACommaAndDroppedAgain_IsNeverPaidFor()
    {
        Reading reading = await Reading.TextAsync("prompt,note\na cat, sitting,n\n");
        IReadOnlyList<string> cells = Assert.Single(reading.Rows).Cells;

        Reading again = await Reading.TextAsync($"prompt,note\n{cells[0]},\"{cells[1]}\"\n");

        Assert.Equal(["ROW001"], again.Codes);
        Assert.Equal("a cat, sitting,n", again.Rows[0].Cells[1]);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"\"http://x\"\")")]
    [InlineData("<script>alert(1)</script> & <b>")]
    [InlineData("../../etc/passwd \\\\server\\share C:\\x")]
    [InlineData("صورة قطة على أريكة")]
    [InlineData("𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍👩‍👧 emoji 🐈‍⬛")]
    [InlineData("tab\there\nand lines")]
    public async Task ReadRows_HarmlessOddities_AreKeptAsTheyAre(string prompt)
    {
        Reading reading = await Reading.TextAsync($"prompt,note\n\"{prompt}\",\"{prompt}\"\n");

        Assert.Empty(reading.Codes);
        Assert.Equal(prompt.Replace("\"\"", "\"", StringComparison.Ordinal), Assert.Single(reading.Rows).Input!.Prompt);
    }

    [Fact]
    public async Task ReadRows_PromptOf100000CharactersWhenAllowed_IsRead()
    {
        string prompt = new('a', 100_000);

        Reading reading = await Reading.TextAsync($"prompt\n{prompt}\nnext\n", options: new IntakeOptions { MaxPromptLength = 100_000 });

        Assert.Empty(reading.Codes);
        Assert.Equal(prompt, reading.Rows[0].Input!.Prompt);
        Assert.Equal(2, reading.Rows.Count);
    }

    [Fact]
    public async Task ReadRows_800RealPrompts_AreAllValid()
    {
        byte[] file = await File.ReadAllBytesAsync(TestData.Path("parti-prompts-800.csv"));

        Reading reading = await Reading.BytesAsync(file, "parti-prompts-800.csv");

        Assert.Equal(800, reading.Rows.Count);
        Assert.All(reading.Rows, row => Assert.NotNull(row.Input));
        Assert.False(reading.IsRejected);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), reading.Sha256);
        Assert.Equal(file.Length, reading.Bytes);
    }

    [Fact]
    public async Task ReadRows_StreamFails_LetsTheErrorThrough()
    {
        byte[] start = Encoding.UTF8.GetBytes("prompt\n" + new string('a', 100_000));
        TrickleStream stream = new(position => start[position % start.Length], long.MaxValue, 4096, failAt: 50_000);

        await Assert.ThrowsAsync<IOException>(() => Reading.StreamAsync(stream));
    }
}
