using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seedream.Api.Routing;
using Seedream.Core.Hosting;
using Seedream.Core.Settings;
using Seedream.Core.Storage;
using Seedream.Local.Running;
using Seedream.Simulator;

namespace Seedream.Api.Tests.Support;

/// <summary>The API on a real loopback port, with a folder for storage and the simulator behind it.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly SimulatorServer _simulator;
    private readonly WebApplication _app;
    private readonly string _folder;

    private ApiServer(SimulatorServer simulator, WebApplication app, string folder)
    {
        _simulator = simulator;
        _app = app;
        _folder = folder;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new ContractCheck(new SocketsHttpHandler { AllowAutoRedirect = false })) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public SimulatorServer Simulator => _simulator;

    public RunningStarter Starter => Get<RunningStarter>();

    public PipelineStorage Storage => Get<PipelineStorage>();

    public CapturedLog Log => Get<CapturedLog>();

    public string Folder => _folder;

    public static async Task<ApiServer> StartAsync(SimulatorOptions? simulated = null, params (string Name, string Value)[] settings)
    {
        SimulatorServer simulator = await SimulatorServer.StartAsync(simulated ?? new SimulatorOptions { MedianSeconds = 0, TinyImages = true });
        string folder = Directory.CreateTempSubdirectory("seedream-api-").FullName;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Seedream:RunComfy:BaseUrl"] = simulator.BaseUrl.ToString(),
            ["Seedream:RunComfy:ApiToken"] = simulator.Token,
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value, StringComparer.Ordinal));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // As slow as clients may be by default, but noticed sooner than after five seconds.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(1.5));
        }).UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<CapturedLog>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<CapturedLog>());
        builder.Services.AddSingleton(FolderStorage.Open(folder));
        builder.Services.AddPipeline(builder.Configuration);
        builder.Services.AddSingleton<InProcessRunner>();
        builder.Services.AddSingleton<BatchHost>();
        builder.Services.AddSingleton<RunningStarter>();
        builder.Services.AddSingleton<IPipelineStarter>(provider => provider.GetRequiredService<RunningStarter>());
        builder.Services.AddSeedreamApi(builder.Configuration);
        WebApplication app = builder.Build();
        app.UseSeedreamGuard();
        app.MapSeedreamApi();
        app.MapSeedreamConsole();
        await app.StartAsync();
        return new ApiServer(simulator, app, folder);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<HttpResponseMessage> PostCsvAsync(string csv, string query = "") =>
        Client.PostAsync($"/api/batches{query}", Body(csv, "text/csv"));

    public Task<HttpResponseMessage> PostJobAsync(string json, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/api/jobs") { Content = Body(json, "application/json") };
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    /// <summary>Uploads a file, runs it to its end and returns the batch's id.</summary>
    public async Task<string> RunAsync(string csv, string query = "")
    {
        JsonNode batch = await (await PostCsvAsync(csv, query)).JsonAsync(202);
        string id = (string)batch["id"]!;
        await Starter.EndOf(id);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Starter.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static HttpContent Body(string text, string contentType)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }
}
