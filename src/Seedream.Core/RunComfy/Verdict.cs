namespace Seedream.Core.RunComfy;

/// <summary>What an answer that is not what was asked for means; one for each exception.</summary>
internal enum Verdict
{
    Unclear,
    RateLimited,
    NotFound,
    NoBalance,
    BadToken,
    InputRejected,
    ModelUnknown,
}
