using System.Globalization;
using System.Text.RegularExpressions;
using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Scheduling;

/// <summary>How many images a request makes.</summary>
internal static partial class GroupSize
{
    /// <summary>One, unless groups are on; then what the prompt says ("4 images"), else a seeded choice up to the maximum.</summary>
    public static int Of(int seed, GenerationInput input, string inputHash)
    {
        if (!input.Sequential) return 1;
        Match said = SaidInPrompt().Match(input.Prompt);
        int wished = said.Success
            ? int.Parse(said.Groups["count"].ValueSpan, CultureInfo.InvariantCulture)
            : 1 + (int)(Seeded.Unit(seed, "group", inputHash) * input.MaxImages);
        return Math.Clamp(wished, 1, input.MaxImages);
    }

    /// <summary>How many of a group survive moderation: at least one, and one less than all where there are several.</summary>
    public static int Partial(int seed, int images, string inputHash) =>
        images == 1 ? 1 : 1 + (int)(Seeded.Unit(seed, "partial", inputHash) * (images - 1));

    [GeneratedRegex(@"\b(?<count>[0-9]{1,3})\s+(?:images|pictures|photos|frames|panels|scenes|variations)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaidInPrompt();
}
