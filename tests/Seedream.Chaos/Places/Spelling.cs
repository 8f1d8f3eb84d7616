namespace Seedream.Chaos.Places;

/// <summary>Ways to save the same rows, as editors and spreadsheets do.</summary>
internal enum Spelling
{
    Plain,

    /// <summary>Lines end in CR LF.</summary>
    WindowsLines,

    /// <summary>UTF-8 with a byte order mark.</summary>
    ByteOrderMark,

    /// <summary>Every cell in quotes.</summary>
    AllQuoted,

    /// <summary>Separated by semicolons.</summary>
    Semicolons,

    /// <summary>An empty line at the end.</summary>
    LineBehind,
}
