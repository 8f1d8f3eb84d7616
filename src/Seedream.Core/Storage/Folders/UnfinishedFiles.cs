using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// Where files live until they are whole: one directory per process and store, next to a lock file that the process holds
/// while it lives. Whoever can take that lock knows the owner is dead, whatever process ids mean on the other side of a
/// container or a network, and clears up after it.
/// </summary>
internal sealed class UnfinishedFiles(FolderPaths paths, string reserved)
{
    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(1);

    private readonly string _folder = Path.Combine(paths.Root, reserved, "unfinished");
    private readonly Lock _opening = new();
    private volatile string? _own;
    private FileLock? _alive;
    private long _number;

    /// <summary>Opens a new file on the volume of the store.</summary>
    public SafeFileHandle Create(FileOptions options, out string path)
    {
        path = NextPath();
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, options);
        }
        catch (IOException exception) when (ErrorCodes.IsMissingDirectory(exception))
        {
            // Somebody tidied up under us.
            lock (_opening)
                _own = null;
            path = NextPath();
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, options);
        }
    }

    /// <summary>Removes what dead processes left behind.</summary>
    public void RemoveLeftovers()
    {
        if (!Directory.Exists(_folder))
            return;
        foreach (string lockFile in Directory.EnumerateFiles(_folder, "*.lock"))
            RemoveIfDead(lockFile);
        foreach (string directory in Directory.EnumerateDirectories(_folder))
        {
            // The lock file comes first and goes last, so this takes a hand from outside.
            if (!File.Exists(directory + ".lock") && Directory.GetLastWriteTimeUtc(directory) < DateTime.UtcNow - OrphanAge)
                Quietly(() => Directory.Delete(directory, recursive: true));
        }
    }

    private string NextPath() => Path.Combine(_own ?? Claim(), string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _number):x}.tmp"));

    private static void RemoveIfDead(string lockFile) => Quietly(() =>
    {
        using FileLock? dead = FileLock.TryTake(lockFile);
        if (dead is null)
            return;
        string directory = Path.ChangeExtension(lockFile, null);
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        if (!OperatingSystem.IsWindows())
            File.Delete(lockFile);
        else
            dead.Dispose();
        File.Delete(lockFile);
    });

    private string Claim()
    {
        lock (_opening)
        {
            while (_own is null)
            {
                string directory = Path.Combine(_folder, Guid.NewGuid().ToString("n"));
                paths.RequireRoot();
                Directory.CreateDirectory(_folder);
                FileLock? taken = FileLock.TryTake(directory + ".lock");
                // Between creating the file and locking it, a cleaner may have taken it for a dead one's.
                if (taken is null || !File.Exists(directory + ".lock"))
                {
                    taken?.Dispose();
                    continue;
                }

                Directory.CreateDirectory(directory);
                _alive = taken;
                _own = directory;
            }

            return _own;
        }
    }

    /// <summary>Clearing up is a courtesy: what another process holds, or rights forbid, stays.</summary>
    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StorageUnusableException)
        {
        }
    }
}
