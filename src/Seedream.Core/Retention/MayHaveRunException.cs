using System.Globalization;

namespace Seedream.Core.Retention;

/// <summary>
/// A file of this name was run and purged by an earlier release, which kept nothing by which to tell whether it was this content:
/// it is held until a person says that it is to be paid for.
/// </summary>
public sealed class MayHaveRunException : Exception
{
    public MayHaveRunException(Tombstone tombstone)
        : base(Describe(tombstone)) => Tombstone = tombstone;

    public Tombstone Tombstone { get; }

    private static string Describe(Tombstone tombstone)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        return string.Create(CultureInfo.InvariantCulture, $"a file '{tombstone.File}' ran as batch {tombstone.Batch}, which an earlier release purged on {tombstone.PurgedAt:yyyy-MM-dd} without keeping what its rows were; this one may ask for the same and is held: run it with run number {tombstone.Run + 1} to pay for it, or forget that batch (seedream purge --forget)");
    }
}
