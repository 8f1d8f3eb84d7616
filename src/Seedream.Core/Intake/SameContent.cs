namespace Seedream.Core.Intake;

/// <summary>What to do with a file whose content ran before under another name.</summary>
public enum SameContent
{
    /// <summary>It is the same batch: nothing is paid again.</summary>
    Once,

    /// <summary>Each new name is made anew, and paid anew: for a list that is dropped under a new name every day.</summary>
    PerName,
}
