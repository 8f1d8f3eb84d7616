using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// Small objects that change by growing: the file holds a line for each content the object ever had, and the last whole line
/// is the object. A change is one append under the lock of the name and one flush: no new file, no rename, no directory entry.
/// What a reader saw stays where it was; a line that a power failure tore is not whole, so the one before it counts. A file
/// without a single line end is an object from before there were lines. A file without any content is nothing yet, or, where
/// <c>emptyCounts</c> says so, an object whose content was lost.
/// </summary>
internal sealed class GrowingFiles(StripedLocks locks, UnfinishedFiles unfinished)
{
    private const byte LineEnd = (byte)'\n';

    // A write within one page is seen whole or not at all; a longer first line stands behind a line that says "nothing yet".
    private const int OnePage = 4096;
    private const int MostBytes = 64 * 1024;

    /// <summary>Creates the object if there is none: its version, or null.</summary>
    public string? TryCreate(string name, string path, ReadOnlyMemory<byte> content, bool flush, bool emptyCounts) =>
        Change(name, path, content, FileMode.OpenOrCreate, flush, emptyCounts, static last => last is null);

    /// <summary>Gives the object a further content if it has this version: the new version, or null.</summary>
    public string? TryReplace(string name, string path, ReadOnlyMemory<byte> content, string version, bool flush, bool emptyCounts) =>
        File.Exists(path) ? Change(name, path, content, FileMode.Open, flush, emptyCounts, last => last?.Version == version) : null;

    /// <summary>Gives the object this content, whatever was there.</summary>
    public string Put(string name, string path, ReadOnlyMemory<byte> content, bool flush) =>
        Change(name, path, content, FileMode.OpenOrCreate, flush, emptyCounts: false, static _ => true)!;

    /// <summary>The last whole line, or null when there is none.</summary>
    public StoredObject? TryRead(string name, string path, bool emptyCounts)
    {
        if (ReadLast(path, exists: false) is { } last)
            return last;
        // Whoever makes one holds its lock from the first moment to the whole line: behind it, empty means lost.
        return emptyCounts && File.Exists(path) ? locks.With(name, () => ReadLast(path, exists: true)) : null;
    }

    private static StoredObject? ReadLast(string path, bool exists)
    {
        using SafeFileHandle? file = WholeFile.TryOpen(path, FileOptions.None);
        return file is null ? null : Last(WholeFile.Read(file), exists, out _);
    }

    private string? Change(string name, string path, ReadOnlyMemory<byte> content, FileMode mode, bool flush, bool emptyCounts, Func<StoredObject?, bool> applies)
    {
        if (content.Span.Contains(LineEnd))
            throw new ArgumentException($"'{name}' cannot hold a line end", nameof(content));
        SafeFileHandle? file = null;
        try
        {
            string? version = locks.With(name, () =>
            {
                bool existed = emptyCounts && File.Exists(path);
                file = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                StoredObject? last = Last(WholeFile.Read(file), existed, out long end);
                if (!applies(last))
                    return null;
                return end < MostBytes ? Append(file, content.Span, last, end) : Renew(path, content.Span);
            });
            // Whoever reads it before it is flushed relies on nothing that the one who wrote it does not.
            if (version is not null && flush)
                RandomAccess.FlushToDisk(file!);
            return version;
        }
        catch (FileNotFoundException) when (mode == FileMode.Open)
        {
            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    private static string Append(SafeFileHandle file, ReadOnlySpan<byte> content, StoredObject? last, long end)
    {
        // What was torn goes; an object from before there were lines gets the end that it lacks.
        if (RandomAccess.GetLength(file) > end)
            RandomAccess.SetLength(file, end);
        if (last is { Content.Length: > 0 } && end == last.Content.Length)
            RandomAccess.Write(file, [LineEnd], end++);
        else if (end == 0 && content.Length >= OnePage)
            end = Write(file, NothingYet, end);
        Write(file, content, end);
        return VersionOf(content, end);
    }

    // As any other file is written, in the place of one that has grown long.
    private string Renew(string path, ReadOnlySpan<byte> content)
    {
        using SafeFileHandle file = unfinished.Create(FileOptions.None, out string fresh);
        Write(file, content, 0);
        RandomAccess.FlushToDisk(file);
        File.Move(fresh, path, overwrite: true);
        DirectoryFlush.Flush(Path.GetDirectoryName(path)!);
        return VersionOf(content, 0);
    }

    private static long Write(SafeFileHandle file, ReadOnlySpan<byte> content, long at)
    {
        byte[] line = new byte[content.Length + 1];
        content.CopyTo(line);
        line[^1] = LineEnd;
        RandomAccess.Write(file, line, at);
        return at + line.Length;
    }

    private static ReadOnlySpan<byte> NothingYet => "#"u8;

    // `end` is where whole lines end, and so where the next one belongs.
    private static StoredObject? Last(ReadOnlyMemory<byte> file, bool emptyCounts, out long end)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        int length = bytes.LastIndexOf(LineEnd) + 1;
        end = length == 0 ? bytes.Length : length;
        int start = length == 0 ? 0 : bytes[..(length - 1)].LastIndexOf(LineEnd) + 1;
        ReadOnlyMemory<byte> line = length == 0 ? file : file[start..(length - 1)];
        bool nothing = bytes.IsEmpty || line.Span.SequenceEqual(NothingYet);
        if (!nothing)
            return new StoredObject(line, VersionOf(line.Span, start));
        return emptyCounts ? new StoredObject(ReadOnlyMemory<byte>.Empty, VersionOf([], start)) : null;
    }

    // Where it stands tells a content apart from the same content before or after.
    private static string VersionOf(ReadOnlySpan<byte> content, long start) =>
        string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}-at{start:x}");
}
