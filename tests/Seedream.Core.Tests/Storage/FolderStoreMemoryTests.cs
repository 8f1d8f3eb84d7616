using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

[Collection(nameof(RunsAlone))]
public sealed class FolderStoreMemoryTests : ObjectStoreMemoryContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FolderStoreMemoryTests() => Store = new FolderStore(folder.Path);

    protected override IObjectStore Store { get; }

    public void Dispose() => folder.Dispose();
}
