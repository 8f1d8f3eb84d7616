using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Seedream.Core.Storage;

namespace Seedream.Azure.Storage;

/// <summary>
/// Keeps releases away that would not see what was paid for. Release 1 proves that it can write by replacing the blob
/// <c>.seedream/probe</c>, without a lease and before every submission; an infinite lease on that blob stops it, at once where it
/// is running.
/// </summary>
internal sealed class OlderReleaseGuard(BlobContainerClient container)
{
    /// <summary>What release 1 writes over and over.</summary>
    public const string BlobName = ObjectName.Reserved + "/probe";

    // Always the same, so that to take the lease again is no conflict.
    private const string LeaseId = "5eed0000-0000-4000-8000-000000000002";

    private const string Text = "A newer release of Seedream.Functions has brought this container up to date. The lease on this blob keeps older releases out: "
        + "they would pay again for images that were paid for.";

    private volatile bool _stands;

    /// <summary>To be called before every write; costs a request or three once in a process.</summary>
    public async Task PlaceAsync(CancellationToken cancellationToken)
    {
        if (_stands)
            return;
        BlobLeaseClient lease = container.GetBlobClient(BlobName).GetBlobLeaseClient(LeaseId);
        try
        {
            await TakeAsync(lease, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            await WriteAsync(cancellationToken);
            await TakeAsync(lease, cancellationToken);
        }

        _stands = true;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(BlobName).UploadAsync(BinaryData.FromString(Text), overwrite: true, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.LeaseIdMissing)
        {
            // Another process has placed it in between.
        }
    }

    private static async Task TakeAsync(BlobLeaseClient lease, CancellationToken cancellationToken)
    {
        try
        {
            await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            // Somebody's lease, with the same effect.
        }
    }
}
