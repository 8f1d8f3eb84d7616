namespace Seedream.Core.RunComfy;

/// <summary>A call's admission, or refusal, by <see cref="CoolDown"/>; given back with how the call went.</summary>
/// <param name="Call">The kind of call.</param>
/// <param name="Epoch">Which cool-down the call started under: late answers neither escalate nor end a newer one.</param>
/// <param name="Remaining">How long to stay away; zero when admitted.</param>
/// <param name="AfterFailure">True when connections failed, false after a 429.</param>
public readonly record struct CoolDownTicket(ApiCall Call, int Epoch, TimeSpan Remaining, bool AfterFailure)
{
    public bool Refused => Remaining > TimeSpan.Zero;
}
