namespace Seedream.Core.Submission;

/// <summary>What to do with a submission that may or may not have been accepted.</summary>
public enum OnUncertain
{
    /// <summary>Stop there and show it (default): nothing is ever paid twice.</summary>
    Hold,

    /// <summary>Submit again, up to a cap: may pay more than once for a job.</summary>
    Resubmit,
}
