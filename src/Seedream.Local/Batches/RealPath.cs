namespace Seedream.Local.Batches;

/// <summary>The path at which a file really lies, whatever links lead to it.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full) ?? "";
        Stack<string> rest = new(Split(full[real.Length..]));
        for (int links = 0; rest.TryPop(out string? segment);)
        {
            string next = Path.Combine(real, segment);
            if (links < MostLinks && Target(next) is { } target)
            {
                links++;
                string resolved = Path.GetFullPath(target, real);
                real = Path.GetPathRoot(resolved) ?? "";
                foreach (string part in Split(resolved[real.Length..]))
                    rest.Push(part);
                continue;
            }

            real = next;
        }

        return real;
    }

    // The last one first, as it goes onto a stack.
    private static IEnumerable<string> Split(string path) => path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();

    private static string? Target(string path)
    {
        try
        {
            FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            return info.LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
