using Seedream.Core.Storage;

namespace Seedream.Core.Retention;

/// <summary>How many objects, and how large together.</summary>
public sealed record ObjectTotal(long Objects, long Bytes)
{
    public static ObjectTotal None { get; } = new(0, 0);

    public ObjectTotal Plus(ObjectTotal other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ObjectTotal(Objects + other.Objects, Bytes + other.Bytes);
    }

    internal ObjectTotal Plus(ObjectInfo found) => new(Objects + 1, Bytes + found.Length);
}
