using System.Text.RegularExpressions;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Templates;

/// <summary>Alerts ask for what the code really says.</summary>
public sealed partial class AlertTests
{
    private static readonly string Template = Repository.Read("infra/modules/alerts.bicep");

    [Fact]
    public void Metrics_InQueries_ArePartOfTheDocumentedOnes()
    {
        string[] metrics = [.. Metric().Matches(Template).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];
        Assert.Equal(5, metrics.Length);
        string page = Repository.Read("docs/operations.md");
        Assert.All(metrics, metric => Assert.Contains($"| `{metric}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Attributes_InQueries_AreThoseOfTheCode()
    {
        string tags = Repository.Read("src/Seedream.Core/Telemetry/Tags.cs");
        string[] attributes = [.. Attribute().Matches(Template).Select(match => match.Groups[1].Value).Where(name => name != "EventId").Distinct(StringComparer.Ordinal)];
        Assert.Equal(4, attributes.Length);
        Assert.All(attributes, attribute => Assert.Contains($"\"{attribute}\"", tags, StringComparison.Ordinal));
    }

    [Fact]
    public void EventIds_InQueries_AreThoseOfTheCode()
    {
        string[] ids = [.. EventId().Matches(Template).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];
        Assert.Equal(["2001", "5002", "5003"], ids.Order(StringComparer.Ordinal));
        string code = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src/Seedream.Core"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(ids, id => Assert.Contains($"[LoggerMessage({id}, LogLevel.Error", code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alerts_WithoutAnAddress_AreNotMade()
    {
        Assert.Empty((await Prediction.PlainAsync()).OfType("Microsoft.Insights/scheduledQueryRules"));
        Assert.Equal(9, (await Prediction.EverythingAsync()).OfType("Microsoft.Insights/scheduledQueryRules").Count());
    }

    [GeneratedRegex("Name == \"(seedream[a-z_.]+)\"")]
    private static partial Regex Metric();

    [GeneratedRegex("Properties\\[\"([A-Za-z_.]+)\"\\]")]
    private static partial Regex Attribute();

    [GeneratedRegex("\"(\\d{4})\"")]
    private static partial Regex EventId();
}
