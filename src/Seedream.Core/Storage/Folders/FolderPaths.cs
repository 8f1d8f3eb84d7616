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
    private const FileAttributes Missing = (FileAttributes)(-1);

    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    public string Root { get; } = root;

    /// <summary>The path of a name to read, or null when a link is in the way.</summary>
    public string? ForReading(string name)
    {
        ObjectName.Check(name);
        return FindLink(name) is null ? PathOf(name) : null;
    }

    /// <summary>The path of a name to write.</summary>
    public string ForWriting(string name)
    {
        ObjectName.Check(name);
        if (FindLink(name) is { } link)
            throw new IOException($"'{name}' cannot be written: '{link}' is a link, and links inside a data folder are not followed.");
        string path = PathOf(name);
        if (Directory.Exists(path))
            throw new IOException($"'{name}' cannot be written: there is a folder of that name in '{Root}'.");
        return path;
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

    /// <summary>The folder is not created again when it is gone: it may be the mount point of a disk that went away.</summary>
    public void RequireRoot()
    {
        if (!Directory.Exists(Root))
            throw new StorageUnusableException($"The folder '{Root}' does not exist any more. Bring it back (is its disk mounted?), or choose another folder.");
    }

    /// <summary>Somebody deleted a directory under us.</summary>
    public void Forget() => _durable.Clear();

    private string PathOf(string name) => Path.Combine(Root, OperatingSystem.IsWindows() ? name.Replace('/', '\\') : name);

    private string? FindLink(string name)
    {
        for (int slash = name.IndexOf('/'); ; slash = name.IndexOf('/', slash + 1))
        {
            string path = PathOf(slash < 0 ? name : name[..slash]);
            // All bits are set for what does not exist; below that there can be no link.
            FileAttributes attributes = new FileInfo(path).Attributes;
            if (attributes == Missing)
                return null;
            if (attributes.HasFlag(FileAttributes.ReparsePoint))
                return path;
            if (slash < 0)
                return null;
        }
    }
}
