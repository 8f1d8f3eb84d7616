using System.Text;
using Seedream.Api.Problems;
using Seedream.Api.Tests.Support;
using Seedream.Core.Collecting;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Queues;
using Seedream.Core.RunComfy;

namespace Seedream.Api.Tests.Docs;

/// <summary>docs/errors.md is made from the codes themselves. Set UPDATE_DOCS=1 to write it.</summary>
public class ErrorsPageTests
{
    private static readonly string Page = Repository.PathOf("docs/errors.md");

    [Fact]
    public void Page_EveryCode_IsDescribedAsInTheSource()
    {
        string expected = Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, expected);

        Assert.Equal(expected, File.ReadAllText(Page));
    }

    [Fact]
    public void Codes_NoTwo_AreEqual()
    {
        string[] codes = [.. ProblemCodes.All.Select(code => code.Code), .. Described().Select(code => code.Code)];

        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<CodeDescription> Described() => [.. ApiCodes.All, .. CollectCodes.All, .. JobCodes.All, .. MessageCodes.All, .. HttpCodes.All];

    private static string Write()
    {
        StringBuilder page = new();
        page.Append("""
            # Error codes

            Every problem has a stable code. It stands in `results.jsonl`, `results.csv` and `failed.csv` (`error_code`), in what
            `seedream validate` prints, in the answers of the HTTP API, and in the logs. A code keeps its meaning; where the API gave a code of its own
            (`OutputImageSensitiveContentDetected`, for example), that one is passed on as it is.

            This page is made from the source; a test keeps it true.

            ## Prompt files

            A *file error* rejects the whole file, a *row error* makes that row `invalid` while the others run, a *warning*
            changes nothing.

            | code | reach | what is wrong | what to do |
            |---|---|---|---|

            """);
        foreach (ProblemCode code in ProblemCodes.All)
            page.Append($"| `{code.Code}` | {Reach(code.Severity)} | {Cell(code.Title)} | {Cell(code.WhatToDo)} |\n");
        Section(page, "The image API", ApiCodes.All);
        Section(page, "Copying results", CollectCodes.All);
        Section(page, "Jobs and batches", JobCodes.All);
        Section(page, "Queue messages", MessageCodes.All);
        Section(page, "The HTTP API", HttpCodes.All);
        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, IEnumerable<CodeDescription> codes)
    {
        page.Append($"\n## {title}\n\n| code | what happened | what to do |\n|---|---|---|\n");
        foreach (CodeDescription code in codes)
            page.Append($"| `{code.Code}` | {Cell(code.Title)} | {Cell(code.WhatToDo)} |\n");
    }

    private static string Reach(Severity severity) => severity switch
    {
        Severity.FileError => "file error",
        Severity.RowError => "row error",
        _ => "warning",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
