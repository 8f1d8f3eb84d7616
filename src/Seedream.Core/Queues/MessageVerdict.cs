namespace Seedream.Core.Queues;

/// <summary>What became of a message.</summary>
/// <param name="Started">Ids of the batches and jobs it stands for, all started.</param>
/// <param name="PoisonCode">One of <see cref="MessageCodes"/> when it is of no use, however often it is delivered; else null.</param>
/// <param name="PoisonReason">Why, in words.</param>
public sealed record MessageVerdict(IReadOnlyList<string> Started, string? PoisonCode = null, string? PoisonReason = null);
