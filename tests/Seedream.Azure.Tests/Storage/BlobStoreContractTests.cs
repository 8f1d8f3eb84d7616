using Azure.Storage.Blobs;
using Seedream.Azure.Storage;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Storage;

namespace Seedream.Azure.Tests.Storage;

[Collection(nameof(AzuriteTests))]
public sealed class BlobStoreContractTests(Azurite azurite) : ObjectStoreContract
{
    protected override IObjectStore Store { get; } = new BlobStore(new BlobContainerClient(azurite.ConnectionString, "contract-" + Guid.NewGuid().ToString("n")));

    /// <summary>More than one page of a listing.</summary>
    protected override int ManyNames => 5_500;
}
