using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Http;
using Seedream.Simulator.Pictures;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator;

/// <summary>The simulated API on a loopback port.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly Simulation _simulation;
    private readonly CallChain _chain;
    private WebApplication? _app;

    private SimulatorServer(SimulatorOptions options)
    {
        _simulation = new Simulation(options);
        _chain = new CallChain(_simulation);
        BaseUrl = new Uri(options.Urls);
    }

    /// <summary>Where clients find it, with the port that was chosen.</summary>
    public Uri BaseUrl { get; private set; }

    public SimulatorOptions Options => _simulation.Options;

    /// <summary>A token that is accepted.</summary>
    public string Token => _simulation.Token ?? "any-token";

    /// <summary>The models that exist.</summary>
    public Catalogue Catalogue => _simulation.Catalogue;

    /// <summary>What was accepted and billed.</summary>
    public Account Account => _simulation.Account;

    /// <summary>How often each route was called.</summary>
    public RequestLog Requests => _simulation.Requests;

    /// <summary>What goes wrong; may be replaced, and added to, while the server runs.</summary>
    public FaultPlan Faults
    {
        get => _simulation.Faults;
        set => _simulation.Faults = value;
    }

    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new SimulatorServer(options ?? new SimulatorOptions());
        try
        {
            await server.ResumeAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The images of a finished submission, as they are served.</summary>
    public IReadOnlyList<PictureFile> ImagesOf(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return [.. Enumerable.Range(0, submission.Delivered).Select(index => _simulation.Studio.Draw(submission, index))];
    }

    /// <summary>The SHA-256 of each image of a finished request, in hex; empty while there is none.</summary>
    public IReadOnlyList<string> HashesOf(string requestId) => Account.Find(requestId) is { State: SubmissionState.Succeeded } submission
        ? [.. ImagesOf(submission).Select(image => image.Sha256())]
        : [];

    /// <summary>Replaces the token, as a new key does: the old one is refused at once, and the requests stay this account's.</summary>
    public void ChangeToken(string token) => _simulation.Token = token;

    /// <summary>Makes a request unknown for good (404001), as one that expired or was deleted; false for one unknown already.</summary>
    public bool Forget(string requestId) => _simulation.Forget(requestId);

    /// <summary>Takes a request for one that was accepted earlier; false when it is known already.</summary>
    /// <exception cref="InvalidDataException">It cannot be, or is known with another input; the message says why.</exception>
    public bool Learn(KnownRequest request) => _simulation.Learn(request);

    /// <summary>
    /// Disappears: calls under way break off and new connections are refused until <see cref="ResumeAsync"/>. Generations
    /// go on meanwhile, as they would behind an API that is down.
    /// </summary>
    public async Task PauseAsync(CancellationToken cancellationToken = default)
    {
        if (_app is not { } app) return;
        _app = null;
        await app.StopAsync(cancellationToken);
        await app.DisposeAsync();
    }

    /// <summary>Listens again, on the same port, with everything it knew.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        if (_app is not null) return;
        WebApplication app = Build();
        await app.StartAsync(cancellationToken);
        _app = app;
        BaseUrl = new Uri(app.Urls.First());
    }

    /// <summary>Stops listening; the account can still be read.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => PauseAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await PauseAsync();
        _simulation.Dispose();
    }

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        builder.WebHost.UseKestrelCore().UseUrls(BaseUrl.ToString()).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The submission's own limit is the one to hold, and to answer in the API's words.
            kestrel.Limits.MaxRequestBodySize = null;
            // A slow client is its own business, and slow answers are one of the faults.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        WebApplication app = builder.Build();
        app.Run(_chain.Handle);
        return app;
    }
}
