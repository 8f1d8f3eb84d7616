using Seedream.Core.Intake;

namespace Seedream.Core.Batches;

/// <summary>What became of reading a batch's options.</summary>
/// <param name="Options">Null when something is wrong with them.</param>
/// <param name="Problems">Everything that is wrong; without file, row and line.</param>
public sealed record BatchOptionsReading(BatchOptions? Options, IReadOnlyList<Problem> Problems);
