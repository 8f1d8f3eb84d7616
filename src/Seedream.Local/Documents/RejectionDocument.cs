using Seedream.Core.Intake;

namespace Seedream.Local.Documents;

/// <summary>What run prints with --json when the file as a whole is unusable.</summary>
internal sealed record RejectionDocument
{
    public int SchemaVersion { get; init; } = 1;

    public required string Command { get; init; }

    public required int ExitCode { get; init; }

    public string Error { get; init; } = "the file cannot be run; nothing was submitted";

    public required string File { get; init; }

    public required long ProblemCount { get; init; }

    public required IReadOnlyList<Problem> Problems { get; init; }
}
