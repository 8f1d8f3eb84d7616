using System.Text;

namespace Seedream.Core.Storage;

/// <summary>
/// What an object may be called on every store: 1–900 characters, segments separated by single <c>/</c>, none empty,
/// <c>.</c> or <c>..</c>, none over 240 bytes of UTF-8 (file systems stop at 255), none ending in a dot or a space, no control
/// characters, surrogates, <c>\</c> or <c>:*?"&lt;&gt;|</c>, none a device name of Windows (<c>NUL</c>, <c>con.csv</c>), the
/// first neither <c>.seedream</c> nor <c>.seedream2</c>, which a folder keeps to itself. So no name can leave its container or mean something else on
/// another file system. Names that differ only in case are different objects in Azure and on most Linux file systems, but one
/// on Windows and macOS; the pipeline's own names are lower case, so they never do.
/// </summary>
public static class ObjectName
{
    /// <summary>The first segment no object may have: where a folder keeps locks and unfinished files.</summary>
    public const string Reserved = ".seedream";

    /// <summary>Another: of stores that older releases, which know the first only, must not use.</summary>
    public const string Reserved2 = ".seedream2";

    private const int MaxLength = 900;
    private const int MaxSegmentBytes = 240;

    /// <summary>Raises <see cref="ArgumentException"/> when the name is not allowed.</summary>
    public static void Check(string name)
    {
        if (!IsValid(name))
            throw new ArgumentException($"'{name}' is not a valid object name", nameof(name));
    }

    /// <summary>Raises <see cref="ArgumentException"/> when no object could have the prefix's whole segments; the last may be cut short.</summary>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        int slash = prefix.LastIndexOf('/');
        if (slash >= 0 && !IsValid(prefix[..slash]))
            throw new ArgumentException($"'{prefix}' is not a prefix of valid object names", nameof(prefix));
    }

    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength)
            return false;
        ReadOnlySpan<char> rest = name;
        foreach (Range range in rest.Split('/'))
        {
            if (!IsValidSegment(rest[range]))
                return false;
        }

        return !IsReserved(name);
    }

    private static bool IsReserved(ReadOnlySpan<char> name)
    {
        int slash = name.IndexOf('/');
        ReadOnlySpan<char> first = slash < 0 ? name : name[..slash];
        return first.Equals(Reserved, StringComparison.OrdinalIgnoreCase)
            || (first.StartsWith(Reserved2, StringComparison.OrdinalIgnoreCase) && (first.Length == Reserved2.Length || first[Reserved2.Length] == '.'));
    }

    private static bool IsValidSegment(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty || segment[^1] is '.' or ' ' || Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
            return false;
        foreach (char c in segment)
        {
            if (char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsSurrogate(c))
                return false;
        }

        return !IsDevice(segment);
    }

    /// <summary>Windows opens the device whatever the extension is, and whatever spaces stand before it.</summary>
    private static bool IsDevice(ReadOnlySpan<char> segment)
    {
        int dot = segment.IndexOf('.');
        ReadOnlySpan<char> stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ');
        return stem.Length switch
        {
            3 => Is(stem, "con") || Is(stem, "prn") || Is(stem, "aux") || Is(stem, "nul"),
            4 => (Is(stem[..3], "com") || Is(stem[..3], "lpt")) && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³'),
            6 => Is(stem, "conin$"),
            7 => Is(stem, "conout$"),
            _ => false,
        };

        static bool Is(ReadOnlySpan<char> a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
    }
}
