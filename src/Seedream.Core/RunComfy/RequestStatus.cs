namespace Seedream.Core.RunComfy;

/// <summary>Answer of a status call.</summary>
/// <param name="Phase">Where the request stands.</param>
/// <param name="Word">The API's own word.</param>
/// <param name="QueuePosition">Only while queued; may be missing.</param>
public sealed record RequestStatus(RequestPhase Phase, string Word, int? QueuePosition);
