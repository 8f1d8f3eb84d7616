using System.Globalization;
using Seedream.Simulator;

namespace Seedream.Local.Tests.Support;

/// <summary>A folder of its own, and a quick simulator to point the process at.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private Workplace(SimulatorServer server) => Server = server;

    public SimulatorServer Server { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("seedream-cli-").FullName;

    public string Data => Path.Combine(Folder, "data");

    /// <summary>What the environment says: the simulator's address and token.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public static async Task<Workplace> CreateAsync(SimulatorOptions? options = null)
    {
        SimulatorServer server = await SimulatorServer.StartAsync(options ?? Quick());
        Workplace workplace = new(server);
        workplace.Environment["Seedream__RunComfy__BaseUrl"] = server.BaseUrl.ToString();
        workplace.Environment["Seedream__RunComfy__ApiToken"] = server.Token;
        return workplace;
    }

    public static SimulatorOptions Quick() => new() { MedianSeconds = 0.2, TinyImages = true, ImageBytes = 2000 };

    /// <summary>A prompt file of so many rows.</summary>
    public string Prompts(int rows, string name = "posters.csv")
    {
        IEnumerable<string> lines = Enumerable.Range(1, rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"poster number {row},{row}"));
        return Write(name, string.Join('\n', lines.Prepend("prompt,number")) + "\n");
    }

    public string Write(string name, string content)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public SeedreamProcess Start(params string[] arguments) => SeedreamProcess.Start(Environment, [.. arguments, "--data", Data]);

    public async Task<ProcessEnd> RunAsync(params string[] arguments)
    {
        using SeedreamProcess process = Start(arguments);
        return await process.WaitAsync();
    }

    /// <summary>The folder of the only batch.</summary>
    public string Results => Directory.GetDirectories(Path.Combine(Data, "images")).Single(folder => !folder.EndsWith(".seedream", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
