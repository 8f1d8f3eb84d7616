namespace Seedream.Core.Storage.Folders;

/// <summary>Tells failures of the folder as a whole from those of one object, and says what to do about them.</summary>
internal static class FolderFault
{
    /// <summary>Does it; a failure of the folder becomes a <see cref="StorageUnusableException"/>.</summary>
    public static T Explained<T>(string folder, Func<T> function)
    {
        try
        {
            return function();
        }
        catch (Exception exception) when (Explain(exception, folder) is not null)
        {
            throw Explain(exception, folder)!;
        }
    }

    /// <inheritdoc cref="Explained{T}(string, Func{T})"/>
    public static async Task ExplainedAsync(string folder, Func<Task> function)
    {
        try
        {
            await function();
        }
        catch (Exception exception) when (Explain(exception, folder) is not null)
        {
            throw Explain(exception, folder)!;
        }
    }

    /// <summary>What to raise instead, or null when the failure is not the folder's.</summary>
    public static StorageUnusableException? Explain(Exception exception, string folder) => exception switch
    {
        UnauthorizedAccessException => new($"The folder '{folder}' cannot be written: access is denied ({exception.Message}). " +
            "Give the account that runs this program the right to read, create and delete files there, or choose another folder.", exception),
        IOException io when ErrorCodes.IsFull(io.HResult) => new($"The folder '{folder}' cannot be written: its disk or quota is full. " +
            "Free some space, or choose a folder on another disk.", exception),
        IOException io when ErrorCodes.IsReadOnly(io.HResult) => new($"The folder '{folder}' cannot be written: its file system is read-only. " +
            "Mount it for writing, or choose another folder.", exception),
        IOException io when ErrorCodes.IsDeviceFault(io.HResult) => new($"The folder '{folder}' cannot be relied on: the disk reports an error ({exception.Message}). " +
            "Check the disk and its connection, or choose another folder.", exception),
        _ => null,
    };
}
