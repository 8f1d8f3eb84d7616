namespace Seedream.Core.RunComfy;

/// <summary>The API (429) or the process-wide cool-down after one asks to wait: come back after <see cref="RunComfyException.RetryAfter"/>.</summary>
public sealed class RateLimitedException : RunComfyException
{
    public RateLimitedException(string message)
        : base(message)
    {
    }

    public override string Code => "API429";

    public override bool CertainlyNotAccepted => true;
}
