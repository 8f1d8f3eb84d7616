using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Seedream.Core.Storage.Folders;

/// <summary>An exclusive lock on a file between processes; it dies with its process.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle held) => _file = held;

    /// <summary>Waits for the lock. Its holders do a rename's worth of work, so a minute means something is stuck.</summary>
    public static FileLock Take(string path)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            if (TryTake(path) is { } taken)
                return taken;
            if (Environment.TickCount64 - start > Patience.TotalMilliseconds)
                throw new IOException($"Another process has held the lock '{path}' for {Patience.TotalSeconds} s. Is it stopped?");
            Thread.Sleep(1);
        }
    }

    /// <summary>The lock, or null when another holds it.</summary>
    public static FileLock? TryTake(string path)
    {
        SafeFileHandle opened;
        try
        {
            // The share mode is the lock, on Unix by flock; there .NET overlooks a file system that has no locks.
            opened = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 32 or 33 : exception.HResult == ErrorCodes.WouldBlock)
        {
            return null;
        }

        if (OperatingSystem.IsWindows() || TryLock(opened, path))
            return new FileLock(opened);
        opened.Dispose();
        return null;
    }

    public void Dispose() => _file.Dispose();

    private static bool TryLock(SafeFileHandle opened, string path)
    {
        while (!OperatingSystem.IsWindows() && UnixCalls.Lock(opened, UnixCalls.LockExclusive | UnixCalls.LockNonBlocking) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == ErrorCodes.WouldBlock)
                return false;
            if (error == ErrorCodes.Interrupted)
                continue;
            opened.Dispose();
            if (ErrorCodes.IsUnsupported(error))
                throw new StorageUnusableException($"The file system of '{path}' cannot lock files, so two processes could not share it safely. Choose a folder on another one.");
            throw ErrorCodes.ToException(error, path);
        }

        return true;
    }
}
