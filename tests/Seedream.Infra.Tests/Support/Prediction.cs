using System.Text.Json;

namespace Seedream.Infra.Tests.Support;

/// <summary>What a deployment with certain parameters would make: evaluated by the compiler, without Azure.</summary>
internal sealed class Prediction
{
    private static readonly Lazy<Task<Prediction>> Plain = new(() => PredictAsync("plain"));
    private static readonly Lazy<Task<Prediction>> Everything = new(() => PredictAsync("everything"));

    private Prediction(JsonElement root) => Resources = [.. root.GetProperty("predictedResources").EnumerateArray()];

    public IReadOnlyList<JsonElement> Resources { get; }

    /// <summary>Only what has to be given.</summary>
    public static Task<Prediction> PlainAsync() => Plain.Value;

    /// <summary>Every option switched on.</summary>
    public static Task<Prediction> EverythingAsync() => Everything.Value;

    public IEnumerable<JsonElement> OfType(string type) =>
        Resources.Where(resource => string.Equals(resource.GetProperty("type").GetString(), type, StringComparison.OrdinalIgnoreCase));

    /// <summary>The last parts of their names.</summary>
    public IEnumerable<string> NamesOf(string type) => OfType(type).Select(resource => resource.GetProperty("name").GetString()!.Split('/')[^1]);

    private static async Task<Prediction> PredictAsync(string parameters)
    {
        // The prediction is written beside the parameters, whose path to the template is relative: hence a copy in the test's folder.
        string folder = Path.Combine(AppContext.BaseDirectory, "predictions");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"{parameters}.bicepparam");
        string template = Path.GetRelativePath(folder, Repository.PathOf("infra/main.bicep")).Replace('\\', '/');
        await File.WriteAllTextAsync(file, $"using '{template}'\n\n" + Repository.Read($"tests/Seedream.Infra.Tests/Templates/{parameters}.params"));
        (int exitCode, _, string diagnostics) = await Bicep.RunAsync(
            "snapshot", file, "--mode", "overwrite",
            "--subscription-id", "00000000-0000-0000-0000-000000000001",
            "--tenant-id", "00000000-0000-0000-0000-000000000002",
            "--location", "westeurope");
        Assert.Equal("", diagnostics.Trim());
        Assert.Equal(0, exitCode);
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(file, ".snapshot.json")));
        Assert.Empty(document.RootElement.GetProperty("diagnostics").EnumerateArray());
        return new Prediction(document.RootElement.Clone());
    }
}
