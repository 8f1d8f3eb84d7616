using System.Text.RegularExpressions;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Workflows;

/// <summary>What runs with rights in somebody's repository is pinned, and has no more of them than it needs.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repository.PathOf(".github/workflows"), "*.yml").Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_InAWorkflow_ArePinnedToACommitWithItsTag(string file)
    {
        string[] uses = [.. Repository.Read(file).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal))];
        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Permissions_OfAWorkflow_AreNoneUnlessAJobNamesThem(string file)
    {
        string text = Repository.Read(file);
        Assert.Contains("\npermissions: {}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.DoesNotContain(": write", text.Replace("id-token: write", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(Checkout().Count(text), Credentials().Count(text));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Scripts_InAWorkflow_TakeNothingFromOutsideIntoTheirText(string file)
    {
        // An expression in a script is pasted into it: whoever names a branch could write the script.
        Assert.DoesNotContain(Scripts(Repository.Read(file)), line => line.Contains("${{", StringComparison.Ordinal));
    }

    [Fact]
    public void Secrets_OfTheDeployment_AreNone() => Assert.DoesNotContain("secrets.", Repository.Read(".github/workflows/deploy.yml"), StringComparison.Ordinal);

    [Fact]
    public void Azd_ServiceAndHooks_AreThere()
    {
        string azd = Repository.Read("azure.yaml");
        Assert.Contains("serviceName: 'functions'", Repository.Read("infra/main.bicep"), StringComparison.Ordinal);
        Assert.Contains("\n  functions:\n    project: src/Seedream.Functions\n", azd, StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.PathOf("src/Seedream.Functions/Seedream.Functions.csproj")));
        Assert.All(Script().Matches(azd), script => Assert.True(File.Exists(Repository.PathOf(script.Groups[1].Value)), script.Value));
    }

    private static IEnumerable<string> Scripts(string workflow)
    {
        int? block = null;
        foreach (string line in workflow.Split('\n'))
        {
            int indent = line.Length - line.TrimStart().Length;
            if (block is { } depth && (line.Length == 0 || indent > depth))
            {
                yield return line;
                continue;
            }

            string entry = line.TrimStart(' ', '-');
            block = entry is "run: |" ? indent : null;
            if (entry.StartsWith("run:", StringComparison.Ordinal))
                yield return line;
        }
    }

    [GeneratedRegex("uses: [\\w.-]+/[\\w.-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex("uses: actions/checkout@")]
    private static partial Regex Checkout();

    [GeneratedRegex("persist-credentials: false")]
    private static partial Regex Credentials();

    [GeneratedRegex("run: (infra/\\S+)")]
    private static partial Regex Script();
}
