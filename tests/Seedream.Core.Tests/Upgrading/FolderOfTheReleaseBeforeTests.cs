using Seedream.Core.Storage;
using Seedream.Fixtures;

namespace Seedream.Core.Tests.Upgrading;

/// <summary>Data folders that release a5adec5 left are read as they are.</summary>
public sealed class FolderOfTheReleaseBeforeTests
{
    public static TheoryData<string> Folders { get; } = [.. ReleaseFixture.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Read_FolderOfTheReleaseBefore_EverythingIsAsItsManifestSays(string name)
    {
        using FixtureFolder folder = await ReleaseFixture.CopyFolderAsync(name);
        StoredRelease release = new(FolderStorage.Open(folder.Path), ReleaseFixture.ReadManifest(name));

        await release.BatchesAreReadAsync();
        await release.JobsAreReadAsync();
        await release.TombstonesAreReadAsync();
        await release.DropsAreReadAsync();
        Assert.Empty(await release.NewDropsAsync());
    }
}
