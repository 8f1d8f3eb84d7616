using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// Lists a folder in ordinal order of the full names, holding one directory of each level at a time. A directory sorts as its
/// name with a slash, since that is how the names below it go on: <c>a-b</c> &lt; <c>a.b</c> &lt; <c>a/b</c> &lt; <c>a0</c>.
/// Files whose names no object can have are passed over, and so are links.
/// </summary>
internal static class FolderListing
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    public static async IAsyncEnumerable<ObjectInfo> ListAsync(
        FolderPaths paths, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string parent = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (parent.Length > 0 && paths.ForReading(parent[..^1]) is null)
            yield break;

        var open = new Stack<(List<Entry> Entries, int Next)>();
        open.Push((await ReadAsync(paths.Root, parent, prefix, cancellationToken), 0));
        while (open.TryPop(out var level))
        {
            if (level.Next == level.Entries.Count)
                continue;
            open.Push((level.Entries, level.Next + 1));
            Entry entry = level.Entries[level.Next];
            if (entry.IsDirectory)
                open.Push((await ReadAsync(paths.Root, entry.Name, prefix, cancellationToken), 0));
            else
                yield return new ObjectInfo(entry.Name, entry.Length, entry.LastWritten, Version: null, ContentTypes.For(entry.Name));
        }
    }

    private static Task<List<Entry>> ReadAsync(string root, string directory, string prefix, CancellationToken cancellationToken) =>
        Task.Run(() => Read(Path.Combine(root, directory), directory, prefix, cancellationToken), cancellationToken);

    private static List<Entry> Read(string path, string directory, string prefix, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>();
        try
        {
            var files = new FileSystemEnumerable<Entry>(path, (ref FileSystemEntry entry) => EntryOf(directory, ref entry), Everything)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => Matches(directory, entry.FileName, entry.IsDirectory, prefix),
            };
            foreach (Entry entry in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (ObjectName.IsValid(entry.IsDirectory ? entry.Name[..^1] : entry.Name))
                    entries.Add(entry);
            }
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException || (exception is IOException && !Directory.Exists(path)))
        {
            // Deleted meanwhile, or a file of that name: nothing is below it.
        }

        entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    private static Entry EntryOf(string directory, ref FileSystemEntry entry) => entry.IsDirectory
        ? new Entry(string.Concat(directory, entry.FileName, "/"), IsDirectory: true, Length: 0, default)
        : new Entry(string.Concat(directory, entry.FileName), IsDirectory: false, entry.Length, entry.LastWriteTimeUtc);

    /// <summary>Decided before an entry's length and time are asked for, which is what a listing spends its time on.</summary>
    private static bool Matches(string directory, ReadOnlySpan<char> name, bool isDirectory, string prefix)
    {
        ReadOnlySpan<char> rest = prefix.AsSpan(Math.Min(directory.Length, prefix.Length));
        return name.StartsWith(rest) || (isDirectory && rest.StartsWith(name) && rest.Length > name.Length && rest[name.Length] == '/');
    }

    private sealed record Entry(string Name, bool IsDirectory, long Length, DateTimeOffset LastWritten);
}
