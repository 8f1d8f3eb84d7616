using System.Globalization;
using Seedream.Core.Intake;
using Seedream.Local.Terminals;

namespace Seedream.Local.Batches;

/// <summary>A problem of a prompt file on a line: where, what, and what to write instead.</summary>
internal static class ProblemText
{
    public static string Of(Problem problem, Ink ink)
    {
        List<string> place = [];
        if (problem.Row is { } row)
            place.Add(string.Create(CultureInfo.InvariantCulture, $"row {row}"));
        if (problem.Line is { } line)
            place.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}"));
        if (problem.Column is { } column)
            place.Add($"column {column}");
        string code = problem.Severity == Severity.Warning ? ink.Yellow($"warning {problem.Code}") : ink.Red($"error {problem.Code}");
        string where = place.Count == 0 ? "" : $" ({string.Join(", ", place)})";
        string suggestion = problem.Suggestion is null ? "" : $" {ink.Dim("->")} {problem.Suggestion}";
        return $"{problem.File}{where}: {code}: {problem.Message}{suggestion}".ReplaceLineEndings(" ");
    }
}
