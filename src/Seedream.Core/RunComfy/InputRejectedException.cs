namespace Seedream.Core.RunComfy;

/// <summary>The API refused this input for good (400, 422 and other 4xx): final for that job.</summary>
public sealed class InputRejectedException : RunComfyException
{
    public InputRejectedException(string message)
        : base(message)
    {
    }

    public override string Code => "API400";

    public override bool CertainlyNotAccepted => true;
}
