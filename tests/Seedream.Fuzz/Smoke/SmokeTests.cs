using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Smoke;

/// <summary>Two thousand cases of every target, so that the fuzzer itself cannot rot. Longer runs: docs/fuzzing.md.</summary>
public class SmokeTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Run_TwoThousandCases_AllHold(string target)
    {
        FuzzResult result = new FuzzRun(target, seed: 7, first: 0, cases: 2_000, longest: null, workers: 1).Run();

        Assert.Equal(2_000, result.Cases);
        Assert.True(result.Failures.Count == 0, string.Join('\n', result.Failures));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void InputsOf_SameCase_AreTheSameEveryTime(string target)
    {
        for (long number = 0; number < 3; number++)
            Assert.Equal(FuzzReplay.InputsOf(target, 3, number), FuzzReplay.InputsOf(target, 3, number));
    }

    [Fact]
    public void Parse_Arguments_AreTheDocumentedOnes()
    {
        FuzzOptions? options = FuzzOptions.Parse(["--target", "csv", "--cases", "10", "--seed", "5", "--seconds", "2", "--workers", "2", "--case", "9", "--first", "3"]);

        Assert.NotNull(options);
        Assert.Equal(["csv"], options.Targets);
        Assert.Equal((10, 5UL, 9L, 3L, 2), (options.Cases, options.Seed, options.Case, options.First, options.Workers));
        Assert.Null(FuzzOptions.Parse(["--cases"]));
        Assert.Null(FuzzOptions.Parse(["--target", "nothing"]));
    }
}
