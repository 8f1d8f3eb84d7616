namespace Seedream.Core.Retention;

/// <summary>Tells the two reasons for which a file is refused because of a purged batch.</summary>
internal static class PurgedContent
{
    /// <summary>The batch for which it was refused; null for any other failure.</summary>
    public static Tombstone? Of(Exception exception) => exception switch
    {
        BatchPurgedException purged => purged.Tombstone,
        MayHaveRunException unknown => unknown.Tombstone,
        _ => null,
    };
}
