namespace Seedream.Core.Tests.Submission;

internal enum StoreFault
{
    None,

    /// <summary>Nothing is written.</summary>
    Before,

    /// <summary>It is written, but the caller hears of a failure.</summary>
    After,
}
