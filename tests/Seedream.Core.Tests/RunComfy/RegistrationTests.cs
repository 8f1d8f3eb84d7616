using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Seedream.Core.Collecting;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

public sealed class RegistrationTests
{
    [Fact]
    public void AddRunComfy_FromConfiguration_BindsAndUnderstandsTheVendorsVariable()
    {
        using ServiceProvider services = Build(new()
        {
            ["Seedream:RunComfy:BaseUrl"] = "https://api.example.com/base/",
            ["Seedream:RunComfy:OutputHosts:0"] = "cdn.example.com",
            ["RUNCOMFY_API_TOKEN"] = "from-variable",
        });
        var options = services.GetRequiredService<RunComfyOptions>();
        Assert.Equal("https://api.example.com/base/", options.BaseUrl.AbsoluteUri);
        Assert.Equal("from-variable", options.ApiToken);
        Assert.Equal(["cdn.example.com"], options.OutputHosts);
        Assert.Same(services.GetRequiredService<CoolDown>(), services.GetRequiredService<CoolDown>());
        Assert.NotNull(services.GetRequiredService<RunComfyClient>());
        Assert.NotNull(services.GetRequiredService<Collector>());
    }

    [Fact]
    public void AddRunComfy_VaultReferenceThatWasNotResolved_IsNoToken()
    {
        using ServiceProvider services = Build(new()
        {
            ["Seedream:RunComfy:ApiToken"] = "@Microsoft.KeyVault(SecretUri=https://example.vault.azure.net/secrets/runcomfy-api-token)",
        });
        Assert.Null(services.GetRequiredService<RunComfyOptions>().ApiToken);
    }

    [Fact]
    public void AddRunComfy_WrongSettings_ListsAllOfThemWithoutTheToken()
    {
        using ServiceProvider services = Build(new()
        {
            ["Seedream:RunComfy:BaseUrl"] = "http://api.example.com",
            ["Seedream:RunComfy:AccountUrl"] = "https://user:pass@api.example.com",
            ["Seedream:RunComfy:ApiToken"] = "two words",
            ["Seedream:RunComfy:Model"] = "a/../b",
            ["Seedream:RunComfy:SubmitTimeout"] = "00:00:00",
            ["Seedream:RunComfy:MaxFileBytes"] = "1",
            ["Seedream:RunComfy:OutputHosts:0"] = "net",
            ["Seedream:RunComfy:OutputHosts:1"] = "10.0.0.1",
        });
        var exception = Assert.Throws<OptionsValidationException>(services.GetRequiredService<RunComfyOptions>);
        Assert.Equal(8, exception.Failures.Count());
        Assert.DoesNotContain("two words", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_AreUniqueAndSaySomething()
    {
        CodeDescription[] all = [.. ApiCodes.All, .. CollectCodes.All];
        Assert.Equal(all.Length, all.Select(entry => entry.Code).Distinct().Count());
        Assert.All(all, entry => Assert.True(entry.Title.Length > 10 && entry.WhatToDo.Length > 10));
        Assert.Equal(["API000", "API400", "API401", "API402", "API404", "API405", "API406", "API407", "API429", "API500"], ApiCodes.All.Select(entry => entry.Code));
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddRunComfy(configuration).BuildServiceProvider();
    }
}
