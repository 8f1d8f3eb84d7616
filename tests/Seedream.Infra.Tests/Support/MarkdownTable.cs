namespace Seedream.Infra.Tests.Support;

/// <summary>Tables of a documentation page.</summary>
internal static class MarkdownTable
{
    /// <summary>The rows of the first table below a heading, cells without their backticks where one code span is all there is.</summary>
    public static IReadOnlyList<string[]> Under(string page, string heading)
    {
        string[] lines = Repository.Read(page).Split('\n');
        int start = Array.IndexOf(lines, heading);
        Assert.True(start >= 0, $"{page} has no heading '{heading}'");
        return [.. lines
            .Skip(start + 1)
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim().Trim('|').Split(" | ").Select(cell => Bare(cell.Trim())).ToArray())];
    }

    private static string Bare(string cell) => cell.Length > 2 && cell.Count(character => character == '`') == 2 && cell[0] == '`' && cell[^1] == '`' ? cell[1..^1] : cell;
}
