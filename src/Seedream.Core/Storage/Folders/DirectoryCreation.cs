namespace Seedream.Core.Storage.Folders;

internal static class DirectoryCreation
{
    /// <summary>Creates the directory and those above it, each durable in its parent. What exists is left alone.</summary>
    public static void CreateDurably(string directory)
    {
        if (Directory.Exists(directory))
            return;
        string? parent = Path.GetDirectoryName(directory);
        if (parent is not null)
            CreateDurably(parent);
        Directory.CreateDirectory(directory);
        if (parent is not null)
            DirectoryFlush.Flush(parent);
    }
}
