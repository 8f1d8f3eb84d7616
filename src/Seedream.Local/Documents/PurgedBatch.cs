using Seedream.Core.Batches;

namespace Seedream.Local.Documents;

/// <summary>A batch that was old enough to be purged.</summary>
internal sealed record PurgedBatch
{
    public required string Batch { get; init; }

    public required string File { get; init; }

    public required BatchStatus Status { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required long StateObjects { get; init; }

    public required long StateBytes { get; init; }

    public required long ImageObjects { get; init; }

    public required long ImageBytes { get; init; }

    /// <summary>True when it is gone; false in a dry run.</summary>
    public required bool Purged { get; init; }

    /// <summary>Why it stays; null when it goes.</summary>
    public required string? KeptBecause { get; init; }
}
