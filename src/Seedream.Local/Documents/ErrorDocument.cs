namespace Seedream.Local.Documents;

/// <summary>What --json prints when a command could not do its work.</summary>
internal sealed record ErrorDocument
{
    public int SchemaVersion { get; init; } = 1;

    public required string Command { get; init; }

    public required int ExitCode { get; init; }

    public required string Error { get; init; }
}
