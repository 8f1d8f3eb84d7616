using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

/// <summary>
/// The same contract, small objects in files that grow: all of it but lengths, which are those of the files, and empty objects,
/// which such a file cannot hold.
/// </summary>
public sealed class GrowingStoreContractTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static readonly string[] Others = ["info/", "w/", "lines.txt", "written-empty"];

    public GrowingStoreContractTests() =>
        Store = new FolderStore(folder.Path, new FolderStoreOptions { Grows = name => !Array.Exists(Others, other => name.StartsWith(other, StringComparison.Ordinal)) });

    protected override IObjectStore Store { get; }

    public void Dispose() => folder.Dispose();
}
