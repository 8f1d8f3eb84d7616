using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Seedream.Functions.Tests.Support;

/// <summary>Files of the repository.</summary>
internal static class Repository
{
    public static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(PathOf(name))).RootElement;

    public static string PathOf(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", name);
}
