using System.Text;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

/// <summary>Release 1 needs a directory <c>.seedream</c> in the state folder for every write.</summary>
public sealed class OlderReleaseGuardTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("seedream-guard-").FullName;

    private string Reserved => Path.Combine(_data, "seedream", ".seedream");

    [Fact]
    public async Task Open_ForReading_LeavesAnOlderReleaseItsDirectory()
    {
        Directory.CreateDirectory(Path.Combine(Reserved, "locks"));
        PipelineStorage storage = FolderStorage.Open(_data);

        Assert.Null(await storage.State.TryReadAsync("catalog/a.json", CancellationToken.None));
        Assert.Empty(await storage.State.ListAsync("", CancellationToken.None).ToListAsync());

        Assert.True(Directory.Exists(Reserved));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("replace")]
    [InlineData("put")]
    [InlineData("grow")]
    [InlineData("writer")]
    [InlineData("delete")]
    [InlineData("probe")]
    public async Task Write_OfAnyKind_ShutsOlderReleasesOutFirst(string kind)
    {
        Directory.CreateDirectory(Path.Combine(Reserved, "locks"));
        Directory.CreateDirectory(Path.Combine(Reserved, "unfinished"));
        File.WriteAllText(Path.Combine(Reserved, "locks", "00.lock"), "");
        IObjectStore state = FolderStorage.Open(_data, new FolderStoreOptions { MinimumFreeBytes = 0 }).State;

        byte[] content = Encoding.UTF8.GetBytes("{}");
        await (kind switch
        {
            "create" => state.TryCreateAsync("a.json", content, "application/json", CancellationToken.None),
            "replace" => state.TryReplaceAsync("a.json", content, "application/json", "x", CancellationToken.None),
            "put" => state.PutAsync("a.json", content, "application/json", CancellationToken.None),
            "grow" => state.TryCreateAsync(StateLayout.Ledger("b", 1, 1), content, "application/json", CancellationToken.None),
            "writer" => WriteAsync(state),
            "delete" => state.DeleteAsync("a.json", CancellationToken.None),
            _ => state.EnsureWritableAsync(CancellationToken.None),
        });

        Assert.True(File.Exists(Reserved));
        Assert.Contains("newer release", File.ReadAllText(Reserved), StringComparison.Ordinal);
        // What release 1 does before it writes anything.
        Assert.ThrowsAny<IOException>(() => Directory.CreateDirectory(Path.Combine(Reserved, "unfinished")));
        Assert.DoesNotContain(await state.ListAsync("", CancellationToken.None).ToListAsync(), found => found.Name.StartsWith(".seedream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_ManyProcessesAtOnce_AllGoOn()
    {
        Directory.CreateDirectory(Path.Combine(Reserved, "locks"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
            Assert.NotNull(await FolderStorage.Open(_data).State.TryCreateAsync($"{number}.json", new byte[1], "application/json", CancellationToken.None)))));

        Assert.True(File.Exists(Reserved));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Path.Combine(_data, "seedream")), entry => Path.GetFileName(entry).StartsWith(".seedream2.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_ToPromptsOrImages_LeavesTheirDirectoryAlone()
    {
        PipelineStorage storage = FolderStorage.Open(_data);
        await storage.Images.PutAsync("a.png", new byte[1], "image/png", CancellationToken.None);

        Assert.True(Directory.Exists(Path.Combine(_data, "images", ".seedream")));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static async Task WriteAsync(IObjectStore state)
    {
        await using ObjectWriter writer = await state.CreateWriterAsync("a.json", "application/json", CancellationToken.None);
        await writer.CommitAsync(CancellationToken.None);
    }
}
