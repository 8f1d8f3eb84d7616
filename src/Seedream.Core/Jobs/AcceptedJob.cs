using Seedream.Core.Batches;

namespace Seedream.Core.Jobs;

/// <summary>A single job on record.</summary>
/// <param name="Job">Its record.</param>
/// <param name="Created">False when the same job had been accepted before.</param>
public sealed record AcceptedJob(BatchRecord Job, bool Created);
