namespace Seedream.Api.Tests.Support;

/// <summary>One server with one batch that has run, for tests that only look.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    public const string Csv = "prompt,id,team\na red kite,kite,birds\n\"a blue, <b>whale</b>\",whale,sea\n,empty,none\na green frog,frog,pond\n";

    public ApiServer Server { get; private set; } = null!;

    public HttpClient Client => Server.Client;

    /// <summary>Three rows succeeded, one was invalid.</summary>
    public string Batch { get; private set; } = "";

    public string[] Images { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Server = await ApiServer.StartAsync();
        Batch = await Server.RunAsync(Csv, "?file=animals.csv");
        Images = [.. Directory.GetFiles(Path.Combine(Server.Folder, "images", Batch), "0*.png").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
