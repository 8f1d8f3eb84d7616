namespace Seedream.Core.Drops;

/// <summary>Which dropped files are meant to be prompt files.</summary>
public static class PromptFileName
{
    private static readonly string[] Extensions = [".csv", ".tsv", ".jsonl", ".ndjson"];

    /// <summary>True for <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c> and <c>.ndjson</c>.</summary>
    public static bool IsMeant(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !IsHidden(name) && Extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True for what editors and copy programs leave beside a file, which nobody meant to drop: <c>.x</c>, <c>~$x</c>.</summary>
    public static bool IsHidden(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('/').Any(segment => segment.StartsWith('.') || segment.StartsWith("~$", StringComparison.Ordinal));
    }
}
