using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Seedream.Api.Problems;

namespace Seedream.Api.Requests;

/// <summary>
/// Where a list goes on, opaque to callers: the place, and a check over the list (its name, filter and version), so that a token
/// of one list is refused by another. It is no secret and grants nothing.
/// </summary>
internal static class PageToken
{
    private const int CheckLength = 8;
    private const int Longest = 600;

    public static string Write(string list, string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Check(list, place)}{place}"));

    public static string Write(string list, long place) => Write(list, place.ToString(CultureInfo.InvariantCulture));

    /// <summary>The place; raises <see cref="HttpCodes.BadToken"/> for anything this list did not give out.</summary>
    public static string Read(string list, string token)
    {
        if (token.Length <= Longest && Base64Url.IsValid(token))
        {
            string text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            if (text.Length > CheckLength && text[..CheckLength] == Check(list, text[CheckLength..]))
                return text[CheckLength..];
        }

        throw new ApiException(HttpCodes.BadToken, $"expected the value of next from the page before, with the same filters, found {Shown.Text(token)}");
    }

    public static long ReadNumber(string list, string token) =>
        long.TryParse(Read(list, token), NumberStyles.None, CultureInfo.InvariantCulture, out long place)
            ? place
            : throw new ApiException(HttpCodes.BadToken, "expected the token of another list");

    private static string Check(string list, string place) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{list.Length}:{list}|{place}")))[..CheckLength];
}
