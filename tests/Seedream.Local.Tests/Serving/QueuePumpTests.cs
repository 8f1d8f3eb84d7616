using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Seedream.Core.Hosting;
using Seedream.Core.Storage;
using Seedream.Local.Configuration;
using Seedream.Local.Serving;
using Seedream.Local.Tests.Running;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Serving;

/// <summary>How often a message is tried, and what uses up a try.</summary>
public sealed class QueuePumpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seedream-pump-").FullName;
    private readonly FastTime _clock = new(100);

    [Fact]
    public async Task Handle_WhenAcceptingFailsEveryTime_GivesUpAfterFiveTries()
    {
        FailingStarter starter = new(int.MaxValue, () => new IOException("no such luck"));
        OneMessageQueue queue = await PumpAsync(starter);

        Assert.True(queue.IsPoison);
        Assert.Equal((5, 5), (queue.Deliveries, starter.Calls));
        using JsonDocument record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "seedream", StateLayout.Poison("m1"))));
        Assert.Equal("MSG008", record.RootElement.GetProperty("code").GetString());
        Assert.Equal(5, record.RootElement.GetProperty("deliveries").GetInt32());
        Assert.Contains("no such luck", record.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_WhenAcceptingSucceedsAtTheFifthTry_DeletesTheMessage()
    {
        FailingStarter starter = new(4, () => new IOException("not yet"));
        OneMessageQueue queue = await PumpAsync(starter);

        Assert.True(queue.IsDeleted);
        Assert.Equal((5, 5), (queue.Deliveries, starter.Calls));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task Handle_WhenItsProcessDiedAtEveryDelivery_GivesUpAfterTen(int deaths, bool isTriedAgain)
    {
        FailingStarter starter = new(0, () => new IOException("never"));
        OneMessageQueue queue = await PumpAsync(starter, deaths);

        Assert.Equal((isTriedAgain, !isTriedAgain), (queue.IsDeleted, queue.IsPoison));
        Assert.Equal(isTriedAgain ? 1 : 0, starter.Calls);
    }

    [Fact]
    public async Task Handle_WhileStorageIsOutOfReach_UsesUpNoTry()
    {
        FailingStarter starter = new(12, () => new StorageUnusableException("unplugged"));
        OneMessageQueue queue = await PumpAsync(starter);

        Assert.True(queue.IsDeleted);
        Assert.Equal((1, 13), (queue.Deliveries, starter.Calls));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<OneMessageQueue> PumpAsync(FailingStarter starter, int deliveries = 0)
    {
        OneMessageQueue queue = new("""{"prompt": "a red fox", "id": "fox"}""", _clock) { Deliveries = deliveries };
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(_clock);
        services.AddServing(new DataFolder(_folder, account: null), new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Seedream:RunComfy:BaseUrl"] = "http://127.0.0.1:9",
            ["Seedream:RunComfy:ApiToken"] = "nobody-listens",
            // So that no message comes back just because this machine is busy.
            ["Seedream:Serve:Visibility"] = "01:00:00",
        }).Build());
        services.Replace(ServiceDescriptor.Singleton<IPipelineStarter>(starter));
        await using ServiceProvider provider = services.BuildServiceProvider();
        using QueuePump pump = ActivatorUtilities.CreateInstance<QueuePump>(provider, queue);
        await pump.StartAsync(default);
        await Eventually.IsTrueAsync(() => queue.IsGone, "the message to be dealt with");
        await pump.StopAsync(default);
        return queue;
    }
}
