using Seedream.Core.Intake;

namespace Seedream.Core.Jobs;

/// <summary>What became of reading a request.</summary>
/// <param name="Request">Null when a problem is an error.</param>
/// <param name="Problems">Everything that is wrong, warnings included; without file, row and line.</param>
public sealed record JobRequestReading(JobRequest? Request, IReadOnlyList<Problem> Problems);
