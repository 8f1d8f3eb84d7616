namespace Seedream.Core.RunComfy;

/// <summary>An accepted submission.</summary>
public sealed record Submission(string RequestId);
