using System.Globalization;

namespace Seedream.Core.Retention;

/// <summary>This very batch was run and purged: to run it again would pay again, so somebody has to say so.</summary>
public sealed class BatchPurgedException : Exception
{
    public BatchPurgedException(Tombstone tombstone)
        : base(Describe(tombstone)) => Tombstone = tombstone;

    public Tombstone Tombstone { get; }

    private static string Describe(Tombstone tombstone)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        return string.Create(CultureInfo.InvariantCulture, $"'{tombstone.File}' was run before: batch {tombstone.Batch} ended on {tombstone.EndedAt:yyyy-MM-dd} and its state was purged on {tombstone.PurgedAt:yyyy-MM-dd}; to make it anew, and pay anew, run it with run number {tombstone.Run + 1}");
    }
}
