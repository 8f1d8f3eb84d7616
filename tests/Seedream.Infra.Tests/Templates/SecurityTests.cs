using System.Text.Json;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Templates;

/// <summary>No keys, no secrets, nothing public that need not be.</summary>
public sealed class SecurityTests
{
    private static readonly string[] KeyFunctions = ["listKeys(", "listkeys(", "listAccountSas(", "listServiceSas(", "connectionString=", "AccountKey", "SharedAccessKey"];

    [Fact]
    public void Templates_Anywhere_AskForNoKey()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("infra"), "*.bicep", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            Assert.All(KeyFunctions, function => Assert.DoesNotContain(function, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task StorageAccounts_AllOfThem_RefuseKeysAnonymousReadersAndPlainHttp()
    {
        JsonElement[] accounts = [.. (await Prediction.EverythingAsync()).OfType("Microsoft.Storage/storageAccounts")];
        Assert.Equal(2, accounts.Length);
        Assert.All(accounts, account =>
        {
            JsonElement properties = account.GetProperty("properties");
            Assert.False(properties.GetProperty("allowSharedKeyAccess").GetBoolean());
            Assert.False(properties.GetProperty("allowBlobPublicAccess").GetBoolean());
            Assert.True(properties.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
            Assert.Equal("TLS1_2", properties.GetProperty("minimumTlsVersion").GetString());
        });
    }

    [Fact]
    public async Task Telemetry_ByDefault_IsTakenByIdentityOnly()
    {
        Prediction prediction = await Prediction.PlainAsync();
        Assert.True(Assert.Single(prediction.OfType("Microsoft.Insights/components")).GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean());
        Assert.True(Assert.Single(prediction.OfType("Microsoft.OperationalInsights/workspaces")).GetProperty("properties").GetProperty("features").GetProperty("disableLocalAuth").GetBoolean());
    }

    [Fact]
    public async Task App_ByDefault_CannotBePublishedWithAPasswordNorCalledOverPlainHttp()
    {
        Prediction prediction = await Prediction.PlainAsync();
        JsonElement[] policies = [.. prediction.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies")];
        Assert.Equal(2, policies.Length);
        Assert.All(policies, policy => Assert.False(policy.GetProperty("properties").GetProperty("allow").GetBoolean()));
        JsonElement app = Assert.Single(prediction.OfType("Microsoft.Web/sites")).GetProperty("properties");
        Assert.True(app.GetProperty("httpsOnly").GetBoolean());
        Assert.Equal("Disabled", app.GetProperty("siteConfig").GetProperty("ftpsState").GetString());
    }

    [Fact]
    public async Task StorageAndVault_WithPrivateNetwork_LetInTheNamedAddressesOnly()
    {
        Prediction prediction = await Prediction.EverythingAsync();
        foreach (string type in new[] { "Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults" })
        {
            // The gallery is public by purpose.
            JsonElement rules = prediction.OfType(type).First().GetProperty("properties").GetProperty("networkAcls");
            Assert.Equal("Deny", rules.GetProperty("defaultAction").GetString());
            Assert.Equal(["203.0.113.7", "198.51.100.0/24"], rules.GetProperty("ipRules").EnumerateArray().Select(rule => rule.GetProperty("value").GetString()));
        }

        Assert.Equal(4, prediction.OfType("Microsoft.Network/privateEndpoints").Count());
    }

    [Fact]
    public async Task Secrets_InSettings_AreReferencesIntoTheVault()
    {
        JsonElement variables = (await CompiledTemplate.ModuleAsync("functions")).GetProperty("variables");
        foreach (JsonProperty setting in AppSettings.In(variables))
        {
            if (setting.Name.EndsWith("ApiToken", StringComparison.Ordinal) || setting.Name.Contains("Webhook", StringComparison.Ordinal))
                Assert.Contains("@Microsoft.KeyVault(SecretUri=", setting.Value.GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Outputs_OfMain_HoldNoSecret()
    {
        foreach (JsonProperty output in (await CompiledTemplate.GetAsync()).GetProperty("outputs").EnumerateObject())
            Assert.DoesNotMatch("(?i)(connectionString|secret|password|key)", output.Value.GetProperty("value").GetString());
    }
}
