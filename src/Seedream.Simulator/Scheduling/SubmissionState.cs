namespace Seedream.Simulator.Scheduling;

/// <summary>Where an accepted submission stands.</summary>
public enum SubmissionState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}
