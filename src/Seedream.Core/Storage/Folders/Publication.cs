using System.Runtime.InteropServices;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// The step that makes a finished file visible under its name: all or nothing, and for <see cref="TryCreate"/> by one of many.
/// </summary>
internal sealed class Publication(FolderPaths paths, StripedLocks locks)
{
    /// <summary>False when the name is taken. The unfinished file is gone afterwards unless an exception says otherwise.</summary>
    public bool TryCreate(string unfinished, string name, string path) => paths.InDirectoryOf(path, () =>
    {
        if (OperatingSystem.IsWindows())
            return TryMove(unfinished, path);
        if (UnixCalls.Link(unfinished, path) == 0)
        {
            File.Delete(unfinished);
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        if (error == ErrorCodes.Exists)
            return false;
        if (error == ErrorCodes.NoEntry)
            throw new DirectoryNotFoundException($"The folder of '{path}' is gone.");
        // FAT and some network file systems have no links. Whoever shares this one takes the lock as well.
        if (error == ErrorCodes.NotPermitted || ErrorCodes.IsUnsupported(error))
            return locks.With(name, () => !File.Exists(path) && TryMove(unfinished, path));
        if (error == ErrorCodes.AccessDenied)
            throw new UnauthorizedAccessException(ErrorCodes.ToException(error, path).Message);
        throw ErrorCodes.ToException(error, path);
    });

    /// <summary>Replaces what is there. Under the lock of the name, or a replace-if-match could lose this one.</summary>
    public bool Replace(string unfinished, string name, string path) => paths.InDirectoryOf(path, () =>
        locks.With(name, () =>
        {
            File.Move(unfinished, path, overwrite: true);
            return true;
        }));

    /// <summary>Replaces what is there if it still has the version. False if not.</summary>
    public bool TryReplace(string unfinished, string name, string path, string version) =>
        locks.With(name, () =>
        {
            if (WholeFile.TryRead(path)?.Version != version)
                return false;
            File.Move(unfinished, path, overwrite: true);
            return true;
        });

    public bool Delete(string name, string path) =>
        locks.With(name, () =>
        {
            if (!File.Exists(path))
                return false;
            File.Delete(path);
            return true;
        });

    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(to))
        {
            return false;
        }
    }
}
