namespace Seedream.Core.Identity;

/// <summary>
/// The full name of a prompt file: what makes a file that comes again the next version of the same one. Files that were handed
/// over have none.
/// </summary>
public static class FullName
{
    /// <summary>A file of the prompts container.</summary>
    public static string OfContainer(string name) => $"container:{name}";

    /// <summary>A file on this machine, by its absolute real path.</summary>
    public static string OfPath(string path) => $"path:{path}";

    /// <summary>The versions that began with an upload and are continued by naming a batch.</summary>
    public static string OfBatch(string batch) => $"batch:{batch}";

    /// <summary>As people know it; null for a batch that has none of its own.</summary>
    public static string? Shown(string? fullName) =>
        fullName is null || fullName.StartsWith("batch:", StringComparison.Ordinal) ? null
            : fullName.StartsWith("simulated:", StringComparison.Ordinal) ? Shown(fullName["simulated:".Length..])
            : fullName[(fullName.IndexOf(':') + 1)..];
}
