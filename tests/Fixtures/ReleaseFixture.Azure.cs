using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Seedream.Fixtures;

// Linked where there is the client of Azure Storage.
internal static partial class ReleaseFixture
{
    /// <summary>
    /// Puts the containers <c>prompts</c>, <c>images</c> and <c>seedream</c> into an account, with content types and metadata as
    /// they were. Blobs get new ETags, so a dropped file has a version that no record knows, as after a move to another account.
    /// </summary>
    /// <param name="service">The account.</param>
    /// <param name="prefix">Put before the container names, such as <c>test-</c>. Default: nothing.</param>
    public static async Task UploadAsync(BlobServiceClient service, string prefix = "")
    {
        FixtureBlob[] blobs = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(PathOf(Azure, "blobs.json")), FixturesJson.Default.FixtureBlobArray)!;
        foreach (string container in blobs.Select(blob => blob.Container).Distinct(StringComparer.Ordinal))
            await service.GetBlobContainerClient(prefix + container).CreateIfNotExistsAsync();
        await Parallel.ForEachAsync(blobs, async (blob, stop) =>
        {
            BlobUploadOptions options = new() { HttpHeaders = new BlobHttpHeaders { ContentType = blob.ContentType }, Metadata = blob.Metadata.ToDictionary(StringComparer.Ordinal) };
            await using FileStream content = File.OpenRead(Path.Combine(PathOf(Azure, "data"), blob.Container, blob.Name));
            await service.GetBlobContainerClient(prefix + blob.Container).GetBlobClient(blob.Name).UploadAsync(content, options, stop);
        });
    }
}
