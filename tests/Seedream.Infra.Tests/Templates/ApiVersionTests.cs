using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Templates;

/// <summary>One API version per kind of resource, chosen on purpose; a new one is a change of this table.</summary>
public sealed class ApiVersionTests
{
    private static readonly Dictionary<string, string> Chosen = new(StringComparer.Ordinal)
    {
        ["Microsoft.Authorization/roleAssignments"] = "2022-04-01",
        ["Microsoft.DurableTask/schedulers"] = "2026-02-01",
        ["Microsoft.EventGrid/systemTopics"] = "2025-02-15",
        ["Microsoft.Insights/actionGroups"] = "2023-01-01",
        ["Microsoft.Insights/components"] = "2020-02-02",
        ["Microsoft.Insights/metricAlerts"] = "2026-01-01",
        ["Microsoft.Insights/scheduledQueryRules"] = "2026-03-01",
        ["Microsoft.KeyVault/vaults"] = "2026-02-01",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "2024-11-30",
        ["Microsoft.Network/privateDnsZones"] = "2024-06-01",
        ["Microsoft.Network/privateEndpoints"] = "2025-09-01",
        ["Microsoft.Network/virtualNetworks"] = "2025-09-01",
        ["Microsoft.OperationalInsights/workspaces"] = "2026-03-01",
        ["Microsoft.Resources/resourceGroups"] = "2025-04-01",
        ["Microsoft.Storage/storageAccounts"] = "2026-04-01",
        ["Microsoft.Web/serverfarms"] = "2025-03-01",
        ["Microsoft.Web/sites"] = "2025-03-01",
    };

    [Fact]
    public async Task Resources_AllOfThem_UseTheChosenVersion()
    {
        HashSet<string> met = new(StringComparer.Ordinal);
        foreach (System.Text.Json.JsonElement resource in (await Prediction.EverythingAsync()).Resources)
        {
            string type = string.Join('/', resource.GetProperty("type").GetString()!.Split('/').Take(2));
            Assert.True(Chosen.TryGetValue(type, out string? version), $"{type} has no chosen version");
            Assert.Equal(version, resource.GetProperty("apiVersion").GetString());
            met.Add(type);
        }

        Assert.Equal(Chosen.Keys.Order(StringComparer.Ordinal), met.Order(StringComparer.Ordinal));
    }
}
