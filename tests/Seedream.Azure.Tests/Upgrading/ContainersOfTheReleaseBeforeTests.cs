using Azure.Storage.Blobs;
using Seedream.Azure.Storage;
using Seedream.Fixtures;

namespace Seedream.Azure.Tests.Upgrading;

/// <summary>Containers that release a5adec5 left are read as they are.</summary>
[Collection(nameof(AzuriteTests))]
public sealed class ContainersOfTheReleaseBeforeTests(Azurite azurite)
{
    [AzuriteFact]
    public async Task Read_ContainersOfTheReleaseBefore_EverythingIsAsTheirManifestSays()
    {
        string account = azurite.NewAccount();
        await ReleaseFixture.UploadAsync(new BlobServiceClient(account));
        ReleaseManifest manifest = ReleaseFixture.ReadManifest(ReleaseFixture.Azure);
        StoredRelease release = new(AzureStorage.Open(account), manifest);

        await release.BatchesAreReadAsync();
        await release.JobsAreReadAsync();
        await release.TombstonesAreReadAsync();
        await release.DropsAreReadAsync();
        // Uploaded anew, each file has another ETag.
        Assert.Equal(manifest.Drops.Count, (await release.NewDropsAsync()).Count);
    }
}
