using System.Globalization;

namespace Seedream.Benchmarks.Running;

/// <summary>Numbers as text, the same everywhere.</summary>
internal static class Text
{
    public static string Of(IFormattable value, string? format = null) => value.ToString(format, CultureInfo.InvariantCulture);
}
