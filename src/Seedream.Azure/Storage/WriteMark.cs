using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Seedream.Azure.Storage;

/// <summary>
/// Marks a conditional write with an id of its own. When the answer to a write is lost, the retry meets the blob the first try
/// wrote and is told "exists" or "changed"; the mark tells that blob from somebody else's. Without it a lost answer would make
/// our own reservation of a job look like another host's, and the job would never be submitted.
/// </summary>
internal sealed class WriteMark
{
    private const string Key = "seedreamwrite";

    private readonly string _id = Guid.NewGuid().ToString("n");

    public Dictionary<string, string> Metadata => new(StringComparer.Ordinal) { [Key] = _id };

    /// <summary>The version of the blob if this write made it what it is, else null.</summary>
    public async Task<string?> TryFindAsync(BlockBlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return properties.Metadata.TryGetValue(Key, out string? found) && found == _id ? properties.ETag.ToString() : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }
}
