namespace Seedream.Core.Orchestration;

/// <summary>An activity failed in a way that repeating it cannot mend.</summary>
public sealed class PermanentFailureException : Exception
{
    public PermanentFailureException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
