using System.Collections.Concurrent;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// From names to paths. Links (symbolic links, junctions) inside the folder are not part of the store: they are not listed,
/// reading through one finds nothing, writing through one is refused. So nothing outside the folder is read or written even
/// if somebody drops a link into it. The folder itself may be a link.
/// </summary>
internal sealed class FolderPaths(string root)
{
    private const int MaxRemembered = 20_000;
    private const int Attempts = 3;
    private const FileAttributes Missing = (FileAttributes)(-1);

    // A directory that was none a moment ago is not looked at for every object in it.
    private const long LinkMemoryMs = 500;

    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _noLinks = new(StringComparer.Ordinal);

    public string Root { get; } = root;

    /// <summary>The path of a name to read, or null when a link is in the way.</summary>
    public string? ForReading(string name)
    {
        ObjectName.Check(name);
        return FindLink(name, out _) is null ? PathOf(name) : null;
    }

    /// <summary>The path of a name to write.</summary>
    public string ForWriting(string name)
    {
        ObjectName.Check(name);
        if (FindLink(name, out FileAttributes found) is { } link)
            throw new IOException($"'{name}' cannot be written: '{link}' is a link, and links inside a data folder are not followed.");
        if (found != Missing && found.HasFlag(FileAttributes.Directory))
            throw new IOException($"'{name}' cannot be written: there is a folder of that name in '{Root}'.");
        return PathOf(name);
    }

    /// <summary>
    /// Creates the directory, and makes it and its parents durable: once per process, even if it exists, since the process
    /// that created it may have died before it got to that.
    /// </summary>
    public void EnsureDirectory(string directory)
    {
        if (_durable.ContainsKey(directory))
            return;
        if (directory.Length > Root.Length)
        {
            string parent = Path.GetDirectoryName(directory)!;
            EnsureDirectory(parent);
            Directory.CreateDirectory(directory);
            DirectoryFlush.Flush(parent);
        }
        else
        {
            RequireRoot();
        }

        if (_durable.Count >= MaxRemembered)
            _durable.Clear();
        _durable[directory] = true;
    }

    /// <summary>Does something to a file whose directory is there, or is made: it may have been deleted since this process last saw it.</summary>
    public T InDirectoryOf<T>(string path, Func<T> action)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                EnsureDirectory(Path.GetDirectoryName(path)!);
                return action();
            }
            catch (IOException exception) when (ErrorCodes.IsMissingDirectory(exception) && attempt < Attempts)
            {
                _durable.Clear();
            }
        }
    }

    /// <summary>The folder is not created again when it is gone: it may be the mount point of a disk that went away.</summary>
    public void RequireRoot()
    {
        if (!Directory.Exists(Root))
            throw new StorageUnusableException($"The folder '{Root}' does not exist any more. Bring it back (is its disk mounted?), or choose another folder.");
    }

    private string PathOf(string name) => Path.Combine(Root, OperatingSystem.IsWindows() ? name.Replace('/', '\\') : name);

    // `found` is what stands under the name itself, all bits set for nothing.
    private string? FindLink(string name, out FileAttributes found)
    {
        long now = Environment.TickCount64;
        for (int slash = name.IndexOf('/'); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            string directory = name[..slash];
            if (_noLinks.TryGetValue(directory, out long at) && now - at < LinkMemoryMs)
                continue;
            found = new FileInfo(PathOf(directory)).Attributes;
            // Below what does not exist there can be no link.
            if (found == Missing)
                return null;
            if (found.HasFlag(FileAttributes.ReparsePoint))
                return PathOf(directory);
            if (_noLinks.Count >= MaxRemembered)
                _noLinks.Clear();
            _noLinks[directory] = now;
        }

        found = new FileInfo(PathOf(name)).Attributes;
        return found != Missing && found.HasFlag(FileAttributes.ReparsePoint) ? PathOf(name) : null;
    }
}
