namespace Seedream.Simulator;

/// <summary>Why a valid submission was not accepted.</summary>
internal enum Refusal
{
    None,
    Balance,
    Room,
}
