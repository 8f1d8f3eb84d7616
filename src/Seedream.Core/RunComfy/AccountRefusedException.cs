namespace Seedream.Core.RunComfy;

/// <summary>The account cannot submit anything now (bad token, no balance): the batch halts.</summary>
public sealed class AccountRefusedException : RunComfyException
{
    public AccountRefusedException(AccountRefusal reason, string message)
        : base(message) => Reason = reason;

    public AccountRefusal Reason { get; }

    /// <summary>
    /// The vendor itself said so, with its code: 400004 for the token, 400002 for the balance; or nothing was asked, for want of a
    /// token. A bare 401, 402 or 403 may be the page of a firewall or of a deployment: <see cref="AccountStanding"/> finds out.
    /// </summary>
    public bool IsDefinite { get; init; }

    public override string Code => Reason == AccountRefusal.Token ? "API401" : "API402";

    public override bool CertainlyNotAccepted => true;
}
