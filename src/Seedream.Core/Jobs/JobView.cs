using Seedream.Core.Batches;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Jobs;

/// <summary>A single job and what became of it.</summary>
/// <param name="Job">Its record; <see cref="BatchRecord.Request"/> is what was asked for.</param>
/// <param name="Outcome">Null until it has ended. Its files lie in <see cref="Storage.StateLayout.Images"/>.</param>
public sealed record JobView(BatchRecord Job, JobOutcome? Outcome);
