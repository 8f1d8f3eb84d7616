using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Seedream.Core.Storage;

namespace Seedream.Api.Responses;

/// <summary>Strong entity tags, quoted.</summary>
internal static class EntityTag
{
    public static string Of(ReadOnlySpan<byte> content) => Quote(Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16)));

    /// <summary>The tag of a stored object whose content's hash is not known: its version where the store tells one.</summary>
    public static string Of(ObjectInfo info) => Of(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{info.Version}|{info.Length}|{info.LastModified.UtcTicks}")));

    public static string Quote(string text) => $"\"{text}\"";

    /// <summary>True when a precondition's list has the tag, compared weakly, or is <c>*</c>.</summary>
    public static bool IsAny(StringValues header, string tag) => Matches(header, tag, strong: false);

    /// <summary>As <see cref="IsAny"/>, but a weak tag matches nothing.</summary>
    public static bool IsAnyStrongly(StringValues header, string tag) => Matches(header, tag, strong: true);

    private static bool Matches(StringValues header, string tag, bool strong) =>
        EntityTagHeaderValue.TryParseList(header, out IList<EntityTagHeaderValue>? tags)
        && EntityTagHeaderValue.Parse(tag) is var mine
        && tags.Any(theirs => theirs.Equals(EntityTagHeaderValue.Any) || theirs.Compare(mine, strong));
}
