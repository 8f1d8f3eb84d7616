using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seedream.Api;
using Seedream.Api.Routing;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;
using Seedream.Fuzz.Storage;

namespace Seedream.Fuzz.Http;

/// <summary>The HTTP API as a host maps it, with a batch that has ended, one that runs, and a single job.</summary>
internal sealed class FuzzSite
{
    public const string Key = "key-that-nobody-may-see-0123456789";

    /// <summary>Stands where no caller may read.</summary>
    public const string Hidden = "HIDDEN-FROM-CALLERS";

    private readonly WebApplication _app;

    private FuzzSite(WebApplication app, FuzzPipeline pipeline, DirectServer server)
    {
        _app = app;
        Pipeline = pipeline;
        Server = server;
    }

    public FuzzPipeline Pipeline { get; }

    public DirectServer Server { get; }

    public required FaultLog Faults { get; init; }

    public string Ended { get; private set; } = "";

    public string Running { get; private set; } = "";

    public string Job { get; private set; } = "";

    public const string Image = "00001-a-red-fox-1.png";

    public static FuzzSite Start(bool withKey)
    {
        FuzzPipeline pipeline = new();
        DirectServer server = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Seedream:Api:Key"] = withKey ? Key : null,
            // Nobody waits: the clock of the cases stands still.
            ["Seedream:Api:MaxWaitSeconds"] = "0",
        });
        FaultLog faults = new();
        builder.Logging.ClearProviders().AddProvider(faults);
        builder.Services.AddSingleton<IServer>(server);
        FuzzPipeline.Add(builder.Services, pipeline, [("Seedream:Intake:MaxBytes", "4096"), ("Seedream:Intake:MaxRows", "50")]);
        builder.Services.AddSeedreamApi(builder.Configuration);
        WebApplication app = builder.Build();
        app.UseSeedreamGuard();
        app.MapSeedreamApi();
        app.MapSeedreamConsole();
        FuzzSite site = new(app, pipeline, server) { Faults = faults };
        site.FillAsync().GetAwaiter().GetResult();
        app.StartAsync().GetAwaiter().GetResult();
        return site;
    }

    private T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private async Task FillAsync()
    {
        Ended = await AcceptAsync("ended.csv", "prompt,id,team\na red fox,a,birds\n\"<b>x</b>\",b,=1\n,c,none\na whale,d,sea\n");
        Running = await AcceptAsync("running.csv", "prompt\na kite\na frog\n");
        await StoreAsync(Ended, 1, OutcomeKind.Succeeded);
        await StoreAsync(Ended, 2, OutcomeKind.Failed);
        await StoreAsync(Ended, 4, OutcomeKind.TimedOut);
        await Get<CloseBatch>().RunAsync(new BatchInput { Batch = Ended, Round = 1 }, CancellationToken.None);
        AcceptedJob job = await Get<JobIntake>().AcceptAsync(new JobRequest { Input = new JobInput { Prompt = "a red fox" } }, "header:k", CancellationToken.None);
        Job = job.Job.Id;
        byte[] hidden = Encoding.UTF8.GetBytes(Hidden);
        await Pipeline.State.PutAsync("secret.json", hidden, "application/json", CancellationToken.None);
        await Pipeline.Images.PutAsync("elsewhere/00001-x-1.png", hidden, "image/png", CancellationToken.None);
        await Pipeline.Images.PutAsync("top.html", hidden, "text/html", CancellationToken.None);
        await Pipeline.Prompts.PutAsync("hidden.csv", hidden, "text/csv", CancellationToken.None);
        foreach (CaseStore store in (CaseStore[])[Pipeline.State, Pipeline.Images, Pipeline.Prompts])
            store.Keep();
    }

    private async Task<string> AcceptAsync(string name, string csv)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(csv);
        AcceptedBatch accepted = await Get<BatchIntake>().AcceptAsync(_ => Task.FromResult<Stream>(new MemoryStream(bytes)), name, new BatchOptions(), CancellationToken.None);
        return accepted.Batch.Id;
    }

    private async Task StoreAsync(string batch, int row, OutcomeKind kind)
    {
        bool succeeded = kind == OutcomeKind.Succeeded;
        OutputFile file = new() { Name = Image, ContentType = "image/png", Bytes = 2000, Width = 16, Height = 9, Sha256 = new string('b', 64) };
        await Get<OutcomeStore>().WriteAsync(batch, 1, new JobOutcome { Row = row, Outcome = kind, RequestId = $"req-{row}", Attempts = 1, Attempt = 1, ErrorCode = succeeded ? null : "API400", Files = succeeded ? [file] : [] }, CancellationToken.None);
        if (succeeded)
            await Pipeline.Images.PutAsync(StateLayout.Images(batch) + Image, new byte[2000], "image/png", CancellationToken.None);
    }
}
