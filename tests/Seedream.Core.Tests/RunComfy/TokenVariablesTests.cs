using Microsoft.Extensions.Configuration;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

public sealed class TokenVariablesTests
{
    [Theory]
    [InlineData("RUNCOMFY_API_TOKEN=a RUNCOMFY_TOKEN=b RUNCOMFY_API_KEY=c", "a")]
    [InlineData("RUNCOMFY_TOKEN=b RUNCOMFY_API_KEY=c", "b")]
    [InlineData("RUNCOMFY_API_TOKEN=@Microsoft.KeyVault(x) RUNCOMFY_API_KEY=c", "c")]
    [InlineData("Seedream:RunComfy:ApiToken=s RUNCOMFY_API_TOKEN=a", "s")]
    [InlineData("RUNCOMFY_KEY=d", null)]
    public void Find_InOrder_TakesTheFirstThatIsSet(string variables, string? token) => Assert.Equal(token, TokenVariables.Find(Read(variables)));

    [Theory]
    [InlineData("RUNCOMFY_KEY=secret-value", "RUNCOMFY_KEY")]
    [InlineData("MY_RUN_COMFY_SECRET=secret-value", "MY_RUN_COMFY_SECRET")]
    [InlineData("RUNCOMFY_URL=secret-value PATH=x", null)]
    public void Lookalike_NameThatLooksLikeAToken_IsNamedWithoutItsValue(string variables, string? name)
    {
        string? found = TokenVariables.Lookalike(Read(variables));
        Assert.Equal(name, found);
        Assert.DoesNotContain("secret-value", TokenVariables.Hint(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://model-api.runcomfy.net/v1")]
    [InlineData("https://model-api.runcomfy.net/V1/")]
    [InlineData("https://model-api.runcomfy.net")]
    public void ApiRoot_WithOrWithoutTheVersion_IsTheSame(string address) =>
        Assert.Equal("https://model-api.runcomfy.net", new RunComfyOptions { BaseUrl = new Uri(address) }.ApiRoot);

    private static IConfiguration Read(string variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]))
        .Build();
}
