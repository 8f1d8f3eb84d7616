namespace Seedream.Core.RunComfy;

/// <summary>A submission was answered "no such address" (404, 400001): the model or the base URL is wrong, for every row.</summary>
public sealed class ModelUnknownException : RunComfyException
{
    public ModelUnknownException(string message)
        : base(message)
    {
    }

    /// <summary>The vendor itself said so, with its code. A bare 404 may be a proxy's.</summary>
    public bool IsDefinite => VendorCodes.MeansNoSuchRequest(VendorCode);

    public override string Code => ApiCodes.ModelUnknown;

    public override bool CertainlyNotAccepted => true;
}
