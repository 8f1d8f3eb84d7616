using Seedream.Core.Outcomes;

namespace Seedream.Core.Collecting;

/// <summary>What was copied of a finished request: every file of its output, in order.</summary>
public sealed record CollectedFiles(IReadOnlyList<OutputFile> Files)
{
    /// <summary>What is odd about them, in words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
