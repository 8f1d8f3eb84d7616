namespace Seedream.Core.RunComfy;

/// <summary>No such request: nonexistent, deleted, expired (404) or someone else's (403001).</summary>
public sealed class RequestNotFoundException : RunComfyException
{
    public RequestNotFoundException(string message)
        : base(message)
    {
    }

    public override string Code => ApiCodes.NotFound;

    public override bool CertainlyNotAccepted => true;
}
