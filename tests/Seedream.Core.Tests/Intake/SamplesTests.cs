using Seedream.Core.Jobs;

namespace Seedream.Core.Tests.Intake;

public class SamplesTests
{
    [Theory]
    [InlineData("posters.csv", 10, 12)]
    [InlineData("every-option.csv", 18, 24)]
    [InlineData("prompts.jsonl", 4, 7)]
    [InlineData("parti-50.csv", 50, 50)]
    public async Task ReadRows_Sample_HasNoProblem(string name, int rows, int images)
    {
        Reading reading = await Reading.BytesAsync(await File.ReadAllBytesAsync(TestData.Sample(name)), name);

        Assert.Empty(reading.Codes);
        Assert.Equal((rows, images), (reading.Rows.Count, reading.Rows.Sum(row => row.Input!.MostImages)));
    }

    [Fact]
    public async Task ReadRows_EveryOption_UsesThemAll()
    {
        Reading reading = await Reading.BytesAsync(await File.ReadAllBytesAsync(TestData.Sample("every-option.csv")));
        List<JobInput> inputs = [.. reading.Rows.Select(row => row.Input!)];

        Assert.Equal(Resolution.All, inputs.Select(input => input.Resolution));
        Assert.Equal(2, inputs.Select(input => input.SequentialImageGeneration).Distinct().Count());
        Assert.Equal(4, inputs.Select(input => (input.OutputFormat, input.OptimizePromptOptions)).Distinct().Count());
    }

    [Fact]
    public async Task ReadRows_WithProblems_ShowsManyKindsAndRunsTheRest()
    {
        Reading reading = await Reading.BytesAsync(await File.ReadAllBytesAsync(TestData.Sample("with-problems.csv")));

        Assert.False(reading.IsRejected);
        Assert.Equal(["ok-1", "max-4", "quote-2", "ok-2"], reading.Rows.Where(row => row.Input is not null).Select(row => row.Id));
        Assert.Equal(
            ["CSV008", "CSV009", "CSV010", "ROW001", "ROW006", "ROW007", "ROW008", "ROW009", "ROW010", "ROW011", "ROW013"],
            reading.Codes.Distinct().Order());
        // A slip once put names of the code's own fields into the sentences.
        Assert.DoesNotMatch(@"(?<![\w/])_[a-z]", string.Join('\n', reading.Rows.SelectMany(row => row.Problems).Select(problem => problem.Message)));
    }
}
