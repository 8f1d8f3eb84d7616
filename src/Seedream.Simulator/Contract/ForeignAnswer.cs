namespace Seedream.Simulator.Contract;

/// <summary>What somebody is told who asks for another account's request.</summary>
public enum ForeignAnswer
{
    /// <summary>403 with code 403001.</summary>
    Forbidden,

    /// <summary>404 with code 404001, as for a request that does not exist.</summary>
    NotFound,
}
