namespace Seedream.Local.Documents;

/// <summary>What list prints with --json (docs/cli.md).</summary>
internal sealed record ListDocument
{
    public int SchemaVersion { get; init; } = 1;

    public required string Command { get; init; }

    public int ExitCode { get; init; }

    /// <summary>Latest first.</summary>
    public required IReadOnlyList<ListedBatch> Batches { get; init; }
}
