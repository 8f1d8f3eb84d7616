using System.Runtime.CompilerServices;

namespace Seedream.Core.Tests.Reporting;

/// <summary>Files of the repository that tests compare with.</summary>
internal static class Repository
{
    public static string Golden(string name) => Path.Combine(Here(), "golden", name);

    public static string Docs(string name) => Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "docs", name));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
