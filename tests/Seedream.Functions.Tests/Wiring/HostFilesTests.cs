using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Seedream.Core.Hosting;
using Seedream.Core.Notifying;
using Seedream.Core.Storage;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Functions.Tests.Support;
using Seedream.Functions.Triggers;

namespace Seedream.Functions.Tests.Wiring;

/// <summary>host.json and local.settings.sample.json fit the app.</summary>
public sealed class HostFilesTests
{
    private static readonly JsonElement Host = Repository.Json("host.json");
    private static readonly JsonElement Values = Repository.Json("local.settings.sample.json").GetProperty("Values");

    [Fact]
    public void HostJson_VersionsOrchestrationsFromTheFirstDay()
    {
        JsonElement durable = Host.GetProperty("extensions").GetProperty("durableTask");

        Assert.Equal("1.0", durable.GetProperty("defaultVersion").GetString());
        Assert.Equal("CurrentOrOlder", durable.GetProperty("versionMatchStrategy").GetString());
        Assert.Equal("Reject", durable.GetProperty("versionFailureStrategy").GetString());
    }

    [Fact]
    public void HostJson_ReadsMessagesAsTheyLie() =>
        // Plain or base64 is told apart by MessageText; the host must not decode before it.
        Assert.Equal("none", Host.GetProperty("extensions").GetProperty("queues").GetProperty("messageEncoding").GetString());

    [Fact]
    public void HostJson_HasNoRoutePrefix_SinceRoutesAreWrittenOut() =>
        Assert.Equal("", Host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());

    [Fact]
    public void HostJson_IsLinkedIntoTheOutput() =>
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(typeof(TimerTriggers).Assembly.Location)!, "host.json")));

    [Fact]
    public void SampleSettings_AnswerEveryPlaceholderOfTheTriggers()
    {
        string[] placeholders = [.. typeof(TimerTriggers).GetMethods()
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule)
            .Where(schedule => schedule?.StartsWith('%') == true)
            .Select(schedule => schedule!.Trim('%'))];

        Assert.NotEmpty(placeholders);
        Assert.All(placeholders, name => Assert.True(Values.TryGetProperty(name, out _), $"{name} has no value in local.settings.sample.json"));
    }

    [Fact]
    public void SampleSettings_PutTheAppTogether()
    {
        Dictionary<string, string?> values = Values.EnumerateObject().ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString(), StringComparer.Ordinal);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        using ServiceProvider services = new ServiceCollection().AddLogging().AddSingleton(configuration).AddSeedreamFunctions(configuration).AddSeedreamTelemetry(configuration).BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<PipelineStorage>());
        Assert.IsType<Functions.Durable.DurableStarter>(services.GetRequiredService<IPipelineStarter>());
        Assert.Contains(services.GetServices<INotificationTarget>(), target => target.Name == "queue");
        Assert.Equal(160, services.GetRequiredService<IOptions<JobsOptions>>().Value.RenewAfter);
        Assert.Equal(TimeSpan.FromSeconds(3), services.GetRequiredService<IOptions<WaitingOptions>>().Value.Grid);
        // Everything that a trigger asks for.
        foreach (Type type in typeof(TimerTriggers).Assembly.GetTypes().Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute))) && !type.IsAbstract))
            Assert.NotNull(ActivatorUtilities.CreateInstance(services, type));
    }
}
