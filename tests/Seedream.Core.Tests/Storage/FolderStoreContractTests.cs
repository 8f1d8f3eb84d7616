using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

public sealed class FolderStoreContractTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FolderStoreContractTests() => Store = new FolderStore(folder.Path);

    protected override IObjectStore Store { get; }

    public void Dispose() => folder.Dispose();
}
