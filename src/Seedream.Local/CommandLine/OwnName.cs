namespace Seedream.Local.CommandLine;

/// <summary>How the person at hand starts this program: by its name, or from a clone with <c>dotnet run</c>.</summary>
internal static class OwnName
{
    private const string Project = "Seedream.Local";

    public static string Value { get; } = Find();

    private static string Find()
    {
        // .../src/Seedream.Local/bin/Debug/net10.0/
        DirectoryInfo? project = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Parent?.Parent;
        if (project is null || project.Name != Project || !File.Exists(Path.Combine(project.FullName, $"{Project}.csproj")))
            return "seedream";
        string path = Path.GetRelativePath(Environment.CurrentDirectory, project.FullName);
        return $"dotnet run --project {(path.StartsWith("..", StringComparison.Ordinal) ? project.FullName : path)} --";
    }
}
