using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Seedream.Azure;

/// <summary>A storage account as Azure Functions names one in its settings: a connection string, or service addresses entered by identity.</summary>
/// <param name="Account">As for <see cref="Storage.AzureStorage.Open"/>; may hold a key.</param>
/// <param name="Credential">The identity that the settings name; null for the default one.</param>
public sealed record AzureConnection(string Account, TokenCredential? Credential)
{
    private const string BlobAddress = "blobServiceUri";
    private const string ClientId = "clientId";

    /// <summary>
    /// Reads the connection of this name: its own value, or <c>&lt;name&gt;:blobServiceUri</c> with, for a user-assigned identity,
    /// <c>&lt;name&gt;:clientId</c> (in variables <c>__</c> for <c>:</c>). Raises <see cref="InvalidOperationException"/> when
    /// there is neither.
    /// </summary>
    public static AzureConnection Read(IConfiguration configuration, string name)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        IConfigurationSection section = configuration.GetSection(name);
        if (!string.IsNullOrWhiteSpace(section.Value))
            return new AzureConnection(section.Value, Credential: null);
        if (section[BlobAddress] is not { Length: > 0 } address)
            throw new InvalidOperationException($"Expected the storage account in the setting {name} (a connection string) or {name}__{BlobAddress} (an address entered by identity), found neither.");
        string? client = section[ClientId];
        return new AzureConnection(address, string.IsNullOrWhiteSpace(client) ? null : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client)));
    }
}
