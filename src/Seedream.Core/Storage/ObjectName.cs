namespace Seedream.Core.Storage;

/// <summary>
/// What an object may be called on every store: 1–900 characters, segments separated by single <c>/</c>, no segment empty,
/// <c>.</c> or <c>..</c>, none ending in a dot or a space, no control characters, no <c>\</c>, no <c>:</c>. So no name can
/// leave its container or mean something else on another file system.
/// </summary>
public static class ObjectName
{
    /// <summary>Raises <see cref="ArgumentException"/> when the name is not allowed.</summary>
    public static void Check(string name)
    {
        if (!IsValid(name))
            throw new ArgumentException($"'{name}' is not a valid object name", nameof(name));
    }

    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > 900)
            return false;
        foreach (string segment in name.Split('/'))
        {
            if (segment.Length is 0 or > 240 || segment is "." or ".." || segment[^1] is '.' or ' ')
                return false;
            foreach (char c in segment)
            {
                if (char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsSurrogate(c))
                    return false;
            }
        }

        return true;
    }
}
