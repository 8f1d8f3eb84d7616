namespace Seedream.Core.Collecting;

/// <summary>What may mend a copy that failed.</summary>
internal enum CopyRemedy
{
    /// <summary>Nothing that happens by itself.</summary>
    None,

    /// <summary>The same URL, now.</summary>
    Again,

    /// <summary>A fresh URL from the API.</summary>
    FreshUrl,

    /// <summary>Time.</summary>
    Later,
}
