namespace Seedream.Core.Storage;

/// <summary>Storage cannot be relied on (read-only, full, no rights): nothing may be paid for until it can.</summary>
public sealed class StorageUnusableException : Exception
{
    public StorageUnusableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
