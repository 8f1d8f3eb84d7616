namespace Seedream.Core.Collecting;

/// <summary>One attempt to copy one file failed.</summary>
internal sealed class CopyFailedException(string code, CopyRemedy remedy, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string Code { get; } = code;

    public CopyRemedy Remedy { get; } = remedy;

    /// <summary>The file is not as it should be, and its picture may be whole all the same: a tolerant copy finds out.</summary>
    public bool MayBeWhole { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
