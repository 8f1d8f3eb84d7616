using System.Reflection;
using System.Text.RegularExpressions;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Planning;

namespace Seedream.Core.Tests.Intake;

public class ProblemCodesTests
{
    public static TheoryData<int, string> Examples()
    {
        TheoryData<int, string> data = [];
        for (int index = 0; index < ProblemExamples.All.Count; index++)
            data.Add(index, ProblemExamples.All[index].Code);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Check_FileWithOneFault_ReportsItsCodeAndPlace(int index, string code)
    {
        ProblemExample example = ProblemExamples.All[index];
        List<Problem> problems = [];

        await PromptFileCheck.RunAsync(example.File, new MemoryStream(example.Content), example.Options ?? new IntakeOptions(), new JobDefaults(), 1m, problems.Add, CancellationToken.None);

        Problem problem = Assert.Single(problems, problem => problem.Code == code);
        // Only the rule about row errors needs another problem to show.
        Assert.Equal(code == ProblemCodes.RowErrorsRejectFile.Code ? 2 : 1, problems.Count);
        Assert.Equal(example.File, problem.File);
        Assert.Equal(example.Row, problem.Row);
        if (example.Line is not null)
            Assert.Equal(example.Line, problem.Line);
        Assert.Contains(example.Says, problem.Message, StringComparison.Ordinal);
        Assert.Equal(ProblemCodes.All.Single(known => known.Code == code).Severity, problem.Severity);
        Assert.DoesNotContain(problem.Message, char.IsControl);
        Assert.True(problem.Message.Length < 600);
    }

    [Fact]
    public void All_EveryCode_HasAnExample() =>
        Assert.Equal(ProblemCodes.All.Select(code => code.Code).Order(), ProblemExamples.All.Select(example => example.Code).Distinct().Order());

    [Fact]
    public void All_EveryField_IsListedOnce()
    {
        IEnumerable<ProblemCode> fields = typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (ProblemCode)field.GetValue(null)!);

        Assert.Equal(fields, ProblemCodes.All);
        Assert.Equal(ProblemCodes.All.Count, ProblemCodes.All.Select(code => code.Code).Distinct().Count());
        Assert.All(ProblemCodes.All, code => Assert.Matches(new Regex("^(CSV|JSL|ROW|LIM)0[0-9]{2}$"), code.Code));
    }
}
