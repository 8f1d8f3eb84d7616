using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Seedream.Azure.Tests;

public sealed class AzureConnectionTests
{
    [Fact]
    public void Read_ConnectionString_IsTakenAsItIs() =>
        Assert.Equal(new AzureConnection("UseDevelopmentStorage=true", Credential: null), Read(("SeedreamStorage", "UseDevelopmentStorage=true")));

    [Fact]
    public void Read_AddressWithClientId_IsEnteredByThatIdentity()
    {
        AzureConnection connection = Read(("SeedreamStorage:blobServiceUri", "https://images.blob.core.windows.net"), ("SeedreamStorage:clientId", "7f3a"));

        Assert.Equal("https://images.blob.core.windows.net", connection.Account);
        Assert.IsType<ManagedIdentityCredential>(connection.Credential);
    }

    [Fact]
    public void Read_AddressAlone_IsEnteredByTheDefaultIdentity() =>
        Assert.Null(Read(("SeedreamStorage:blobServiceUri", "https://images.blob.core.windows.net")).Credential);

    [Fact]
    public void Read_Neither_SaysWhatWasExpected()
    {
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Read());

        Assert.Contains("SeedreamStorage__blobServiceUri", refused.Message, StringComparison.Ordinal);
    }

    private static AzureConnection Read(params (string Name, string Value)[] settings) => AzureConnection.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value, StringComparer.Ordinal)).Build(), "SeedreamStorage");
}
