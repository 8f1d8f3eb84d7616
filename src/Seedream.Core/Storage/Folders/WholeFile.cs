using Microsoft.Win32.SafeHandles;

namespace Seedream.Core.Storage.Folders;

/// <summary>Small objects, whole.</summary>
internal static class WholeFile
{
    /// <summary>Null when there is none. What was opened stays what it was, even when the name is given to another file meanwhile.</summary>
    public static StoredObject? TryRead(string path)
    {
        using SafeFileHandle? file = TryOpen(path, FileOptions.None);
        if (file is null)
            return null;
        ReadOnlyMemory<byte> whole = Read(file);
        return new StoredObject(whole, FileVersion.Of(whole.Span, file));
    }

    /// <summary>What the file holds now.</summary>
    public static ReadOnlyMemory<byte> Read(SafeFileHandle file)
    {
        byte[] content = new byte[RandomAccess.GetLength(file)];
        int length = 0;
        while (length < content.Length && RandomAccess.Read(file, content.AsSpan(length), length) is > 0 and int read)
            length += read;
        return content.AsMemory(0, length);
    }

    public static SafeFileHandle? TryOpen(string path, FileOptions options)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, options);
        }
        catch (Exception exception) when (IsMissing(exception, path))
        {
            return null;
        }
    }

    /// <summary>A file in the place of a folder, or a folder in the place of a file, is no object either.</summary>
    private static bool IsMissing(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => true,
        UnauthorizedAccessException => Directory.Exists(path),
        IOException io => io.HResult == ErrorCodes.NotDirectory && !OperatingSystem.IsWindows(),
        _ => false,
    };
}
