using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Seedream.Azure.Storage;

namespace Seedream.Azure.Tests.Storage;

/// <summary>Release 1 replaces the blob <c>.seedream/probe</c>, without a lease, before every submission.</summary>
[Collection(nameof(AzuriteTests))]
public sealed class OlderReleaseGuardTests(Azurite azurite)
{
    private readonly BlobContainerClient _container = new(azurite.ConnectionString, "guard-" + Guid.NewGuid().ToString("n"));

    [AzuriteFact]
    public async Task Write_OfAnyProcess_ShutsOlderReleasesOut()
    {
        BlobClient probe = _container.GetBlobClient(".seedream/probe");
        foreach (int process in (int[])[1, 2])
        {
            BlobStore store = new(_container, shutsOutOlderReleases: true);
            await store.PutAsync($"{process}.json", new byte[1], "application/json", CancellationToken.None);
            await store.EnsureWritableAsync(CancellationToken.None);
        }

        RequestFailedException refused = await Assert.ThrowsAsync<RequestFailedException>(() => probe.UploadAsync(BinaryData.FromString("ok"), overwrite: true));
        BlobProperties properties = await probe.GetPropertiesAsync();

        Assert.Equal((412, LeaseState.Leased, LeaseDurationType.Infinite), (refused.Status, properties.LeaseState, properties.LeaseDuration));
        Assert.Equal(2, await new BlobStore(_container).ListAsync("", CancellationToken.None).CountAsync());
    }
}
