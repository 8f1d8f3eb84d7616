namespace Seedream.Core.RunComfy;

/// <summary>
/// The call went out and no usable answer came back (timeout, reset, 408, 5xx, unreadable or unexpected body). A submission
/// that ends so may have been accepted and billed: it is uncertain. Any other call is simply tried again later.
/// </summary>
public sealed class UnclearAnswerException : RunComfyException
{
    public UnclearAnswerException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    public override string Code => "API500";

    public override bool CertainlyNotAccepted => false;
}
