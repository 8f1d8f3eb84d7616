namespace Seedream.Core.Tests.Intake;

/// <summary>Files of the repository that tests read, found from where the tests run.</summary>
internal static class TestData
{
    public static string Path(string name) => System.IO.Path.Combine(Root(), "tests", "data", name);

    public static string Sample(string name) => System.IO.Path.Combine(Root(), "samples", name);

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Seedream.Functions.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No repository above {AppContext.BaseDirectory}");
    }
}
