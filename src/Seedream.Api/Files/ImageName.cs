using System.Globalization;

namespace Seedream.Api.Files;

/// <summary>Names of image files start with their row: <c>00017-a-red-kite-1.png</c>. Reports do not.</summary>
internal static class ImageName
{
    private const int LeastDigits = 5;

    /// <summary>The row of an image file; null for any other file.</summary>
    public static int? RowOf(string name)
    {
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash >= LeastDigits && int.TryParse(name.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row > 0 ? row : null;
    }
}
