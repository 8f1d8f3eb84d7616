using System.Text.RegularExpressions;
using Seedream.Core.Queues;
using Seedream.Core.Storage;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Templates;

/// <summary>What code and templates both name is named alike.</summary>
public sealed partial class NamesTests
{
    [Fact]
    public async Task Queues_AllOfThem_AreThoseOfTheCode() => Assert.Equal(
        [QueueNames.Drops, QueueNames.Drops + QueueNames.PoisonSuffix, QueueNames.Events, QueueNames.Jobs, QueueNames.Jobs + QueueNames.PoisonSuffix],
        (await Prediction.PlainAsync()).NamesOf("Microsoft.Storage/storageAccounts/queueServices/queues").Order(StringComparer.Ordinal));

    [Fact]
    public async Task Containers_ThoseOfThePipeline_AreThoseOfTheCode()
    {
        string code = Repository.Read("src/Seedream.Azure/Storage/AzureStorage.cs");
        string[] pipeline = [.. Container().Matches(code).Select(match => match.Groups[1].Value)];
        Assert.Equal(3, pipeline.Length);
        Assert.Equal(
            new[] { "app-package", "event-dead-letters" }.Concat(pipeline).Order(StringComparer.Ordinal),
            (await Prediction.PlainAsync()).NamesOf("Microsoft.Storage/storageAccounts/blobServices/containers").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_OfThePipeline_AreDocumented()
    {
        string[] names = [.. AppSettings.Names(Repository.Read("infra/modules/functions.bicep")).Where(name => name.StartsWith("Seedream_", StringComparison.Ordinal))];
        Assert.Contains("Seedream__RunComfy__ApiToken", names);
        string page = Repository.Read("docs/settings.md");
        Assert.All(names, name => Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_ThatTriggersAskFor_AreSet()
    {
        string triggers = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src/Seedream.Functions"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        string[] asked = [.. Percent().Matches(triggers).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.Contains(name, AppSettings.Names(Repository.Read("infra/modules/functions.bicep"))));
    }

    [Fact]
    public void TaskHub_WithTheScheduler_IsThatOfTheHost()
    {
        using System.Text.Json.JsonDocument host = System.Text.Json.JsonDocument.Parse(Repository.Read("host.json"));
        string? hub = host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString();
        Assert.Contains($"hubName: '{hub}'", Repository.Read("infra/main.bicep"), StringComparison.Ordinal);
        Assert.Contains($"durableTask__hubName: '{hub}'", Repository.Read("infra/modules/functions.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_OfDroppedFiles_GoToTheQueueOfDrops()
    {
        System.Text.Json.JsonElement properties = Assert.Single((await Prediction.PlainAsync()).OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions")).GetProperty("properties");
        Assert.Equal("/blobServices/default/containers/prompts/", properties.GetProperty("filter").GetProperty("subjectBeginsWith").GetString());
        Assert.Equal(QueueNames.Drops, properties.GetProperty("deliveryWithResourceIdentity").GetProperty("destination").GetProperty("properties").GetProperty("queueName").GetString());
        Assert.Equal("event-dead-letters", properties.GetProperty("deadLetterWithResourceIdentity").GetProperty("deadLetterDestination").GetProperty("properties").GetProperty("blobContainerName").GetString());
    }

    [Fact]
    public async Task Lifecycle_WhateverTheOptions_DeletesNothingThatKeepsRowsFromBeingPaidForAgain()
    {
        const string batch = "posters-1f2e3d4c5b";
        string[] precious =
        [
            StateLayout.BatchRecord(batch), StateLayout.JobCatalog, StateLayout.PlanSummary(batch), StateLayout.PlanSegment(batch, 0), StateLayout.Ledger(batch, 1, 1),
            StateLayout.Outcome(batch, 1, 1), StateLayout.Selection(batch, 2, 0), StateLayout.CancelMarker(batch), StateLayout.HaltMarker(batch), StateLayout.Lease(batch),
            StateLayout.Tombstone(batch), StateLayout.Drop("key"), StateLayout.OpenRound("instance"),
        ];
        System.Text.Json.JsonElement policy = Assert.Single((await Prediction.EverythingAsync()).OfType("Microsoft.Storage/storageAccounts/managementPolicies")).GetProperty("properties").GetProperty("policy");
        string[] prefixes = [.. policy.GetProperty("rules").EnumerateArray().SelectMany(rule => rule.GetProperty("definition").GetProperty("filters").GetProperty("prefixMatch").EnumerateArray()).Select(prefix => prefix.GetString()!)];
        Assert.Contains("seedream/uploads/", prefixes);
        Assert.DoesNotContain(prefixes, prefix => prefix.StartsWith("prompts", StringComparison.Ordinal));
        Assert.All(precious, name => Assert.DoesNotContain(prefixes, prefix => $"seedream/{name}".StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lifecycle_ByDefault_LeavesImagesAlone() => Assert.DoesNotContain(
        "\"images/\"",
        Assert.Single((await Prediction.PlainAsync()).OfType("Microsoft.Storage/storageAccounts/managementPolicies")).GetRawText(),
        StringComparison.Ordinal);

    [GeneratedRegex("\"%([A-Za-z_]+)%\"")]
    private static partial Regex Percent();

    [GeneratedRegex("GetBlobContainerClient\\(prefix \\+ \"([a-z]+)\"\\)")]
    private static partial Regex Container();
}
