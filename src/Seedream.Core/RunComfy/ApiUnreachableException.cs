namespace Seedream.Core.RunComfy;

/// <summary>No connection was established (name, refusal, TLS, or the process-wide cool-down after such): try again later.</summary>
public sealed class ApiUnreachableException : RunComfyException
{
    public ApiUnreachableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    public override string Code => "API000";

    public override bool CertainlyNotAccepted => true;
}
