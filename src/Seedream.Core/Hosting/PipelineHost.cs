using Seedream.Core.Batches;

namespace Seedream.Core.Hosting;

/// <summary>What kind of host this is.</summary>
/// <param name="Owner">One of <see cref="BatchOwner"/>, written into what this host begins, so that the other kind leaves it alone; null for none.</param>
public sealed record PipelineHost(string? Owner);
