namespace Seedream.Chaos;

/// <summary>Campaigns that once found something, to be played again with <c>--regressions</c>.</summary>
internal static class Regressions
{
    public static IReadOnlyList<(string Found, ChaosOptions Options)> All { get; } =
    [
    ];
}
