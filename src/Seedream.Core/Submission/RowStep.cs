namespace Seedream.Core.Submission;

/// <summary>What a further round does with a row.</summary>
public enum RowStep
{
    /// <summary>There is nothing to do for it.</summary>
    None,

    /// <summary>A request that is known is asked for, free of charge.</summary>
    Ask,

    /// <summary>A new attempt is submitted, and paid for.</summary>
    Submit,

    /// <summary>It may have been paid for already: it is left alone until a person names it.</summary>
    Hold,
}
