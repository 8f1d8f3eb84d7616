using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Seedream.Core.Storage;

namespace Seedream.Azure.Storage;

/// <summary>The pipeline's storage as three containers of one storage account.</summary>
public static class AzureStorage
{
    /// <summary>
    /// Storage in the containers <c>prompts</c>, <c>images</c> and <c>seedream</c>, created by the first write that misses
    /// them. Nothing is requested yet.
    /// </summary>
    /// <param name="account">
    /// A connection string (<c>UseDevelopmentStorage=true</c> is Azurite on this machine), or the account's
    /// <c>https://…blob.core.windows.net</c>, which is entered as whoever <see cref="DefaultAzureCredential"/> says we are.
    /// </param>
    /// <param name="prefix">Put before the container names, such as <c>test-</c>. Default: nothing.</param>
    /// <param name="credential">Used with an address instead of <see cref="DefaultAzureCredential"/>, such as one managed identity of several.</param>
    public static PipelineStorage Open(string account, string? prefix = null, TokenCredential? credential = null)
    {
        BlobServiceClient service = AzureAccount.ForBlobs(account, credential);
        return new PipelineStorage(
            new BlobStore(service.GetBlobContainerClient(prefix + "prompts")),
            new BlobStore(service.GetBlobContainerClient(prefix + "images")),
            new BlobStore(service.GetBlobContainerClient(prefix + "seedream"), shutsOutOlderReleases: true));
    }
}
