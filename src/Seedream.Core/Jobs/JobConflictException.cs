namespace Seedream.Core.Jobs;

/// <summary>The key was used before for a job that asks for something else.</summary>
public sealed class JobConflictException(string job)
    : Exception($"this idempotency key was used before for another request (job {job}); use a new key for a new request")
{
    public string Job { get; } = job;
}
