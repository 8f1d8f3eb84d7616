using Azure.Storage.Blobs;
using Seedream.Azure.Storage;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Storage;

namespace Seedream.Azure.Tests.Storage;

[Collection(nameof(AzuriteTests))]
public sealed class BlobStoreMemoryTests(Azurite azurite) : ObjectStoreMemoryContract
{
    protected override IObjectStore Store { get; } = new BlobStore(new BlobContainerClient(azurite.ConnectionString, "memory-" + Guid.NewGuid().ToString("n")));
}
