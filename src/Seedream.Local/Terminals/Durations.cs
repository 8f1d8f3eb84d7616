using System.Globalization;

namespace Seedream.Local.Terminals;

/// <summary>Lengths of time as people write and read them.</summary>
internal static class Durations
{
    /// <summary>Reads <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>1.5h</c>, <c>1h30m</c> or <c>0:30:00</c>; null for anything else.</summary>
    public static TimeSpan? Parse(string text)
    {
        string rest = text.Trim().ToLowerInvariant();
        if (rest.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(rest, CultureInfo.InvariantCulture, out TimeSpan clock) ? clock : null;
        double seconds = 0;
        while (rest.Length > 0)
        {
            int digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
                digits++;
            int unit = digits;
            while (unit < rest.Length && char.IsAsciiLetter(rest[unit]))
                unit++;
            double factor = rest[digits..unit] switch { "s" => 1, "m" or "min" => 60, "h" => 3600, "d" => 86400, _ => 0 };
            if (factor == 0 || !double.TryParse(rest.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
                return null;
            seconds += number * factor;
            rest = rest[unit..].TrimStart();
        }

        return seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Writes <c>0.8 s</c>, <c>42 s</c>, <c>3m 05s</c> or <c>2h 07m</c>.</summary>
    public static string Format(TimeSpan time) => time.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m {time.Seconds:00}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}h {time.Minutes:00}m"),
    };
}
