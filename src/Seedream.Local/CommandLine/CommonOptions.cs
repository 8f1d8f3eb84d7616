using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Local.Terminals;

namespace Seedream.Local.CommandLine;

/// <summary>The options that mean the same wherever they appear.</summary>
internal static class CommonOptions
{
    public const string DefaultData = "./seedream-data";

    public static Option<string> Data { get; } = new("--data", "-d")
    {
        HelpName = "folder",
        Description = "Folder for results and state.",
        DefaultValueFactory = _ => DefaultData,
    };

    public static Option<string?> Storage { get; } = new("--storage")
    {
        HelpName = "account",
        Description = "Azure Storage instead of a folder (Seedream__Storage__Account): a connection string, UseDevelopmentStorage=true, or the account's https:// address.",
    };

    public static Option<string?> BaseUrl { get; } = new("--base-url")
    {
        HelpName = "url",
        Description = "Address of the API (Seedream__RunComfy__BaseUrl); https://model-api.runcomfy.net unless set.",
    };

    public static Option<int?> MaxParallel { get; } = new("--max-parallel", "-p")
    {
        HelpName = "n",
        Description = "Most jobs in flight, 1-4096 (Seedream__Jobs__MaxParallel); 128 unless set.",
    };

    public static Option<Resolution?> Resolution { get; } = new("--resolution")
    {
        HelpName = "size",
        Description = "What an empty resolution cell means, e.g. 2K, 3K, 16:9, \"3K 4:3\", 2048x2048; 2304x1728 (4:3) unless set.",
        CustomParser = ParseResolution,
    };

    public static Option<OutputFormat?> OutputFormat { get; } = new("--output-format")
    {
        HelpName = "png|jpeg",
        Description = "What an empty output_format cell means; png unless set.",
        CustomParser = ParseFormat,
    };

    public static Option<int> Run { get; } = new("--run")
    {
        HelpName = "n",
        Description = "Run number: a higher one makes the same file anew, and pays for it anew.",
        DefaultValueFactory = _ => 1,
        Validators = { AtLeastOne },
    };

    public static Option<TimeSpan?> Deadline { get; } = new("--deadline")
    {
        HelpName = "time",
        Description = "When to give a job up as timed_out, e.g. 90s, 30m, 1h (Seedream__Waiting__Deadline); 30m unless set.",
        CustomParser = ParseDuration,
    };

    public static Option<decimal?> MaxCost { get; } = new("--max-cost")
    {
        HelpName = "usd",
        Description = "Refuse a file that may cost more US dollars (Seedream__Intake__MaxCostUsd); 500 unless set.",
    };

    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Spend without asking." };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on stdout (docs/cli.md)." };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Show the log on stderr, and where an unexpected error happened." };

    public static Option<IReadOnlySet<OutcomeKind>?> Only { get; } = new("--only")
    {
        HelpName = "outcomes",
        Description = "Which rows: failed, not_submitted, timed_out, cancelled, uncertain, separated by commas; the first three unless set.",
        CustomParser = ParseOutcomes,
    };

    private static void AtLeastOne(OptionResult result)
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError("--run must be 1 or more");
    }

    private static Resolution? ParseResolution(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ResolutionText.Parse(text) is { } known)
            return known;
        string hint = ResolutionText.Nearest(text) is { } near ? $"did you mean {near.Name}?" : "e.g. 2K, 3K, 16:9, \"3K 4:3\" or 2048x2048";
        result.AddError($"--resolution '{text}' is not one the model accepts; {hint}");
        return null;
    }

    private static OutputFormat? ParseFormat(ArgumentResult result)
    {
        switch (result.Tokens[0].Value.ToLowerInvariant())
        {
            case "png":
                return Core.Jobs.OutputFormat.Png;
            case "jpeg" or "jpg":
                return Core.Jobs.OutputFormat.Jpeg;
            default:
                result.AddError($"--output-format must be png or jpeg, found '{result.Tokens[0].Value}'");
                return null;
        }
    }

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Durations.Parse(text) is { } duration)
            return duration;
        result.AddError($"--deadline must be a time such as 90s, 30m or 1h, found '{text}'");
        return null;
    }

    private static HashSet<OutcomeKind>? ParseOutcomes(ArgumentResult result)
    {
        HashSet<OutcomeKind> kinds = [];
        foreach (string word in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            OutcomeKind? kind = word.ToLowerInvariant().Replace('-', '_') switch
            {
                "failed" => OutcomeKind.Failed,
                "not_submitted" => OutcomeKind.NotSubmitted,
                "timed_out" => OutcomeKind.TimedOut,
                "cancelled" => OutcomeKind.Cancelled,
                "uncertain" => OutcomeKind.Uncertain,
                _ => null,
            };
            if (kind is { } known)
                kinds.Add(known);
            else
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--only knows failed, not_submitted, timed_out, cancelled and uncertain, found '{word}'"));
        }

        return kinds;
    }
}
