using System.CommandLine;
using System.CommandLine.Parsing;
using Seedream.Local.Terminals;

namespace Seedream.Local.Purging;

/// <summary>The options of <c>seedream purge</c>.</summary>
internal static class PurgeOptions
{
    public static Option<TimeSpan?> OlderThan { get; } = new("--older-than")
    {
        HelpName = "time",
        Required = true,
        Description = "Batches that ended longer ago, e.g. 30d, 12h.",
        CustomParser = Parse,
    };

    public static Option<bool> Images { get; } = new("--images") { Description = "Delete their images and reports as well." };

    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show what would be deleted, delete nothing." };

    public static Option<bool> Force { get; } = new("--force") { Description = "Also batches that never ran, and those with rows that could still be collected." };

    public static Option<bool> Forget { get; } = new("--forget") { Description = "Forget them altogether: the same file would be run, and paid for, again." };

    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Delete without asking." };

    private static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Durations.Parse(text) is { } duration)
            return duration;
        result.AddError($"--older-than must be a time such as 30d, 12h or 90m, found '{text}'");
        return null;
    }
}
