using Microsoft.Win32.SafeHandles;

namespace Seedream.Core.Storage.Folders;

/// <summary>Finds out whether the folder can be written, by writing.</summary>
internal sealed class WritableProbe(FolderPaths paths, UnfinishedFiles unfinished, OlderReleaseGuard? guard, long minimumFreeBytes)
{
    public Task<StorageUnusableException?> AskAsync() => WorkLanes.Small.RunAsync(Ask);

    private StorageUnusableException? Ask()
    {
        try
        {
            paths.RequireRoot();
            long free = new DriveInfo(paths.Root).AvailableFreeSpace;
            if (free < minimumFreeBytes)
            {
                return new StorageUnusableException($"The folder '{paths.Root}' has {free >> 20} MB of free space left, less than the {minimumFreeBytes >> 20} MB " +
                    "that must be free before anything is paid for. Free some space, or choose a folder on another disk.");
            }

            guard?.Place();
            WriteAndDelete();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FolderFault.Explain(exception, paths.Root)
                ?? new StorageUnusableException($"The folder '{paths.Root}' cannot be written: {exception.Message}", exception);
        }
        catch (StorageUnusableException exception)
        {
            return exception;
        }
    }

    private void WriteAndDelete()
    {
        string path;
        using (SafeFileHandle file = unfinished.Create(FileOptions.None, out path))
        {
            try
            {
                RandomAccess.Write(file, new byte[4096], 0);
                RandomAccess.FlushToDisk(file);
            }
            finally
            {
                if (!OperatingSystem.IsWindows())
                    File.Delete(path);
            }
        }

        File.Delete(path);
    }
}
