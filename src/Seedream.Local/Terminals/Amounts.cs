using System.Globalization;

namespace Seedream.Local.Terminals;

/// <summary>Numbers as people read them.</summary>
internal static class Amounts
{
    /// <summary>US dollars with as many digits as matter: <c>$22.40</c>, <c>$0.028</c>.</summary>
    public static string Usd(decimal usd) => string.Create(CultureInfo.InvariantCulture, $"${usd:#,0.00##}");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and its noun: <c>1 image</c>, <c>800 images</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB"),
    };
}
