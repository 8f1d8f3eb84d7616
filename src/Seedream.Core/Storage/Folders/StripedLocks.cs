namespace Seedream.Core.Storage.Folders;

/// <summary>
/// Locks on names, between threads and between processes, for "compare, then rename". A name maps to one of 64 lock files,
/// which stay: deleting one while another process waits for it would give two holders.
/// </summary>
internal sealed class StripedLocks(string folder)
{
    private const int Count = 64;

    // Threads of this process queue here, so that only one of them polls the file.
    private readonly Lock[] _threads = [.. Enumerable.Range(0, Count).Select(_ => new Lock())];

    public T With<T>(string name, Func<T> action)
    {
        int stripe = StripeOf(name);
        lock (_threads[stripe])
        {
            using FileLock processes = Take($"{stripe:x2}.lock");
            return action();
        }
    }

    private FileLock Take(string file)
    {
        try
        {
            return FileLock.Take(Path.Combine(folder, file));
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(folder);
            return FileLock.Take(Path.Combine(folder, file));
        }
    }

    /// <summary>The same in every process and version, so not <see cref="string.GetHashCode()"/>. Case folds, because some file systems fold it.</summary>
    private static int StripeOf(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name)
            hash = (hash ^ char.ToUpperInvariant(c)) * 16777619;
        return (int)((hash ^ (hash >> 16)) % Count);
    }
}
