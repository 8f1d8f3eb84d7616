namespace Seedream.Core.Collecting;

/// <summary>
/// A file of a finished (paid) request could not be copied now. <see cref="CanRetry"/> tells whether time or a fresh URL can
/// mend it; the request id stays collectable either way.
/// </summary>
public sealed class CollectFailedException : Exception
{
    public CollectFailedException(string code, string message, bool canRetry, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        CanRetry = canRetry;
    }

    /// <summary>Stable code (docs/errors.md), for example <c>OUT003</c>.</summary>
    public string Code { get; }

    public bool CanRetry { get; }
}
