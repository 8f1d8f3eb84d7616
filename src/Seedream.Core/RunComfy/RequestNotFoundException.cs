namespace Seedream.Core.RunComfy;

/// <summary>No such request: nonexistent, deleted, expired (404) or someone else's (403001).</summary>
public sealed class RequestNotFoundException : RunComfyException
{
    public RequestNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>The vendor itself said so (404001, 403001). A 404 without its code may be a proxy's, or come a second too early.</summary>
    public bool IsDefinite => VendorCode is VendorCodes.NoSuchRequest or VendorCodes.SomeoneElses;

    public override string Code => ApiCodes.NotFound;

    public override bool CertainlyNotAccepted => true;
}
