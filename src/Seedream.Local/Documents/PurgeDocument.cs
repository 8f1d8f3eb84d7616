namespace Seedream.Local.Documents;

/// <summary>What purge prints with --json (docs/cli.md).</summary>
internal sealed record PurgeDocument
{
    public int SchemaVersion { get; init; } = 1;

    public required string Command { get; init; }

    public required int ExitCode { get; init; }

    public required DateTimeOffset EndedBefore { get; init; }

    public required bool DryRun { get; init; }

    public required IReadOnlyList<PurgedBatch> Batches { get; init; }

    /// <summary>Tombstones of batches purged earlier that were removed, or would be.</summary>
    public required int Forgotten { get; init; }
}
