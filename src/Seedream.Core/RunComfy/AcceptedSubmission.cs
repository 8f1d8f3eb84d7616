namespace Seedream.Core.RunComfy;

/// <summary>An accepted submission.</summary>
public sealed record AcceptedSubmission(string RequestId);
