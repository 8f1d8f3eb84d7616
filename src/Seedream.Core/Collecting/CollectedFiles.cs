using Seedream.Core.Outcomes;

namespace Seedream.Core.Collecting;

/// <summary>What was copied of a finished request: every file of its output, in order.</summary>
public sealed record CollectedFiles(IReadOnlyList<OutputFile> Files);
