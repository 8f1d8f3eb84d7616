using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Local.Configuration;
using Seedream.Local.Serving;
using Seedream.Local.Tests.Support;
using Seedream.Simulator;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Serving;

/// <summary>Further rounds whose start was lost, on a host that lives on.</summary>
public sealed class StartingBegunRounds
{
    [Fact]
    public async Task A_retry_whose_start_failed_is_started_at_the_next_look_and_an_ended_round_by_nobody()
    {
        string folder = Directory.CreateTempSubdirectory("seedream-begun").FullName;
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { MedianSeconds = 0.02, TinyImages = true, Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobFails) });
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Seedream:RunComfy:BaseUrl"] = server.BaseUrl.ToString(),
            ["Seedream:RunComfy:ApiToken"] = server.Token,
            ["Seedream:Serve:LookEvery"] = "00:00:00.2",
        }).Build();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddServing(new DataFolder(folder, null), settings);
        await using ServiceProvider host = services.BuildServiceProvider();
        IHostedService[] parts = [.. host.GetServices<IHostedService>()];
        foreach (IHostedService part in parts)
            await part.StartAsync(default);
        BatchStore batches = host.GetRequiredService<BatchStore>();
        byte[] content = Encoding.UTF8.GetBytes("prompt\na fox\nan owl\n");
        string batch = (await host.GetRequiredService<BatchIntake>().AcceptAsync(_ => Task.FromResult<Stream>(new MemoryStream(content)), "posters.csv", new JobDefaults(), 1, 0.028m, default)).Batch.Id;
        IPipelineStarter starter = host.GetRequiredService<IPipelineStarter>();
        await starter.StartAsync(batch, 1, default);
        await Eventually.IsTrueAsync(async () => (await batches.GetAsync(batch, default)).CompletedAt is not null, "round 1 to end");

        // Storage went away before the round could be started: nobody starts it here.
        Assert.Equal(1, (await BeginAsync()).Submitted);
        await Eventually.IsTrueAsync(async () => await batches.GetAsync(batch, default) is { Round: 2, CompletedAt: not null }, "round 2 to be started, and end");

        await starter.StartAsync(batch, 1, default);
        await starter.StartAsync(batch, 2, default);
        PipelineStorage storage = host.GetRequiredService<PipelineStorage>();
        await Eventually.IsTrueAsync(async () => await Service.CountAsync(storage.State, StateLayout.Open) == 0, "everything to be closed");
        Assert.Equal(3, server.Account.Paid);
        foreach (IHostedService part in parts.Reverse())
            await part.StopAsync(default);
        Directory.Delete(folder, recursive: true);

        async Task<RoundPreview> BeginAsync()
        {
            while (true)
            {
                try
                {
                    return await host.GetRequiredService<BatchRounds>().BeginRetryAsync(batch, new HashSet<OutcomeKind> { OutcomeKind.Failed }, BatchOwner.Local, default);
                }
                catch (BatchHeldException)
                {
                    // The host is about to let it go.
                    await Task.Yield();
                }
            }
        }
    }
}
