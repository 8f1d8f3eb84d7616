using System.Globalization;

namespace Seedream.Core.RunComfy;

/// <summary>The vendor's own error codes, as its open-source clients know them.</summary>
internal static class VendorCodes
{
    public const string InvalidIdentifier = "400001";
    public const string InsufficientBalance = "400002";
    public const string BadToken = "400004";
    public const string NotReady = "400005";
    public const string SomeoneElses = "403001";
    public const string NoSuchRequest = "404001";

    public static bool MeansNoSuchRequest(string? code) => code is InvalidIdentifier or SomeoneElses or NoSuchRequest;

    /// <summary>Moderation codes are words: <c>InputTextSensitiveContentDetected</c>, <c>OutputImageSensitiveContentDetected</c>, …</summary>
    public static bool MeansModeration(string? code) =>
        code is not null && code.Contains("SensitiveContent", StringComparison.OrdinalIgnoreCase);

    /// <summary>The HTTP status a numeric code stands for (<c>400002</c> and <c>400</c> are 400), or null.</summary>
    public static int? StatusOf(string? code)
    {
        if (MeansModeration(code))
            return 400;
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return null;
        return number switch
        {
            >= 400 and <= 599 => number,
            >= 400_000 and <= 599_999 => number / 1000,
            _ => null,
        };
    }
}
