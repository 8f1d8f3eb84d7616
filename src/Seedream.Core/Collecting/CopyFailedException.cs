namespace Seedream.Core.Collecting;

/// <summary>One attempt to copy one file failed.</summary>
internal sealed class CopyFailedException(string code, CopyRemedy remedy, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string Code { get; } = code;

    public CopyRemedy Remedy { get; } = remedy;

    public TimeSpan? RetryAfter { get; init; }
}
