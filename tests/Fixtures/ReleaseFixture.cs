using System.Globalization;
using System.Text.Json;

namespace Seedream.Fixtures;

/// <summary>Data that an earlier release left (<c>tests/Fixtures/a5adec5</c>): what an update meets.</summary>
internal static partial class ReleaseFixture
{
    /// <summary>The fixture in containers of Azure.</summary>
    public const string Azure = "azure";

    private static readonly Lazy<string> Release = new(() => Path.Combine(FindRepository(), "tests", "Fixtures", "a5adec5"));

    /// <summary>The fixtures in data folders.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["folder-ended", "folder-troubled", "folder-interrupted", "folder-purged"];

    /// <summary>What a fixture holds.</summary>
    public static ReleaseManifest ReadManifest(string name) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(name, "manifest.json")), FixturesJson.Default.ReleaseManifest)!;

    /// <summary>A prompt file as it was when it was run: <see cref="ReleaseBatch.PromptFile"/>.</summary>
    public static string PromptFile(string promptFile) => Path.Combine(Release.Value, promptFile);

    /// <summary>
    /// A data folder of its own, as the release left it. Dropped files have the times under which they were dealt with, since
    /// version control keeps none.
    /// </summary>
    public static async Task<FixtureFolder> CopyFolderAsync(string name)
    {
        string from = PathOf(name, "data");
        FixtureFolder copy = new();
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy.Path, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, await File.ReadAllBytesAsync(file));
        }

        await SetTimesAsync(copy.Path);
        return copy;
    }

    // A folder's file has no ETag: the record of a drop names its version by time and size.
    private static async Task SetTimesAsync(string data)
    {
        string drops = Path.Combine(data, "seedream", "drops");
        if (!Directory.Exists(drops))
            return;
        foreach (string record in Directory.EnumerateFiles(drops))
        {
            using JsonDocument drop = JsonDocument.Parse(await File.ReadAllBytesAsync(record));
            string ticks = drop.RootElement.GetProperty("version").GetString()!.Split('-')[0];
            string file = Path.Combine(data, "prompts", drop.RootElement.GetProperty("name").GetString()!);
            File.SetLastWriteTimeUtc(file, new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc));
        }
    }

    private static string PathOf(string fixture, string file) => Path.Combine(Release.Value, fixture, file);

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "global.json")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }
}
