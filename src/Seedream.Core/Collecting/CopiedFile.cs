using Seedream.Core.Outcomes;

namespace Seedream.Core.Collecting;

/// <summary>One file as it was copied.</summary>
/// <param name="File">What is stored.</param>
/// <param name="Notes">What is odd about it, in words.</param>
internal sealed record CopiedFile(OutputFile File, IReadOnlyList<string> Notes);
