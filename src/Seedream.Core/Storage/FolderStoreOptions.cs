namespace Seedream.Core.Storage;

/// <summary>How a <see cref="FolderStore"/> treats its folder.</summary>
public sealed record FolderStoreOptions
{
    /// <summary>Free space, in bytes, below which the folder counts as unusable. Default 256 MB; 0 or more.</summary>
    public long MinimumFreeBytes { get; init; } = 256L << 20;

    /// <summary>How long an answer of <see cref="FolderStore.EnsureWritableAsync"/> holds. Default 2 s.</summary>
    public TimeSpan ProbeLifetime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Names whose objects a power failure may take or tear, because they are only of interest while the machine runs. They
    /// are written as atomically as the others, but not flushed. Default: none.
    /// </summary>
    public Func<string, bool> MayBeLost { get; init; } = static _ => false;

    /// <summary>
    /// Names whose objects are not flushed as they are written but by <see cref="FolderStore.FlushAsync"/>, where the system can
    /// do that for all of them at once; a power failure before it may take or tear them. Default: none.
    /// </summary>
    public Func<string, bool> FlushedLater { get; init; } = static _ => false;

    /// <summary>
    /// Names of small objects without line ends that are changed more often than read: a change adds a line to their file instead
    /// of replacing it. Default: none.
    /// </summary>
    public Func<string, bool> Grows { get; init; } = static _ => false;

    /// <summary>
    /// Names of growing objects whose empty file is an empty object and not "nothing yet": what stood there may be lost, and
    /// whoever takes it for nothing would do again what was done. Default: none.
    /// </summary>
    public Func<string, bool> EmptyCounts { get; init; } = static _ => false;

    /// <summary>
    /// Older releases are kept out of the folder from the first write on, since they do not see all that was paid for. Default
    /// false.
    /// </summary>
    public bool ShutsOutOlderReleases { get; init; }

    /// <summary>Where the time comes from. Default: the system.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
