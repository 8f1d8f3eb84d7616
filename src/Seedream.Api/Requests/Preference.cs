using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Seedream.Api.Requests;

/// <summary>The <c>Prefer</c> header (RFC 7240), of which <c>wait</c> is understood. A preference that cannot be read is none.</summary>
internal static class Preference
{
    /// <summary>Seconds the caller would wait, capped; null when it did not say.</summary>
    public static int? Wait(StringValues prefer, int most)
    {
        foreach (string preference in prefer.SelectMany(value => (value ?? "").Split(',', ';')))
        {
            string[] parts = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && parts[0].Equals("wait", StringComparison.OrdinalIgnoreCase)
                && long.TryParse(parts[1].Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
                return (int)Math.Min(seconds, most);
        }

        return null;
    }
}
