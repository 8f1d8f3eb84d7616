namespace Seedream.Core.RunComfy;

/// <summary>The account cannot submit anything now (bad token, no balance): the batch halts.</summary>
public sealed class AccountRefusedException : RunComfyException
{
    public AccountRefusedException(AccountRefusal reason, string message)
        : base(message) => Reason = reason;

    public AccountRefusal Reason { get; }

    public override string Code => Reason == AccountRefusal.Token ? "API401" : "API402";

    public override bool CertainlyNotAccepted => true;
}
