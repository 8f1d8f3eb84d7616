namespace Seedream.Local.Tests.Support;

/// <summary>The clone the tests were built from.</summary>
internal static class Repository
{
    public static string File(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("no global.json above the tests"), path);
    }
}
