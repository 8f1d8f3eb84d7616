using System.Runtime.InteropServices;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// Makes everything durable that was written to a file system, in one go: for files of which there are many and none is in a
/// hurry. Linux only, and from 5.8 on, since before that it kept write errors to itself.
/// </summary>
internal sealed class FileSystemFlush(string folder)
{
    private readonly DirectoryFlush _rounds = new(Flush);

    /// <summary>True where it can be relied on.</summary>
    public static bool IsReliable { get; } = OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(5, 8);

    /// <summary>One flush serves every caller that came before it began.</summary>
    public Task FlushAsync() => _rounds.FlushAsync(folder);

    private static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = UnixCalls.Open(folder, DirectoryFlush.CloseOnExec);
        if (descriptor < 0)
            throw ErrorCodes.ToException(Marshal.GetLastPInvokeError(), folder);
        try
        {
            if (UnixCalls.SyncFileSystem(descriptor) != 0)
                throw ErrorCodes.ToException(Marshal.GetLastPInvokeError(), folder);
        }
        finally
        {
            _ = UnixCalls.Close(descriptor);
        }
    }
}
