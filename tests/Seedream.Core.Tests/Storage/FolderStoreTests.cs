using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

public sealed class FolderStoreTests : IDisposable
{
    private static readonly ReadOnlyMemory<byte> Content = "content"u8.ToArray();

    private readonly TemporaryFolder folder = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_Path_CreatesThreeFoldersAndNothingInThem()
    {
        FolderStorage.Open(folder["new/data"]);

        Assert.Equal(["images", "prompts", "seedream"], Directory.GetDirectories(folder["new/data"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(folder["new"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Open_PathIsAFile_SaysSo()
    {
        File.WriteAllText(folder["data"], "");

        StorageUnusableException exception = Assert.Throws<StorageUnusableException>(() => FolderStorage.Open(folder["data"]));
        Assert.Contains(folder["data"], exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_InsideTheFolder_AreNotFollowed()
    {
        Directory.CreateDirectory(folder["outside"]);
        File.WriteAllText(folder["outside/secret.csv"], "secret");
        var store = new FolderStore(folder["root"]);
        File.CreateSymbolicLink(folder["root/file.csv"], folder["outside/secret.csv"]);
        Directory.CreateSymbolicLink(folder["root/dir"], folder["outside"]);

        Assert.Empty(await store.ListAsync("", None).ToListAsync());
        Assert.Empty(await store.ListAsync("dir/", None).ToListAsync());
        Assert.Null(await store.TryReadAsync("file.csv", None));
        Assert.Null(await store.TryReadAsync("dir/secret.csv", None));
        Assert.Null(await store.OpenReadAsync("dir/secret.csv", 0, None));
        Assert.Null(await store.TryGetInfoAsync("dir/secret.csv", None));
        Assert.False(await store.DeleteAsync("dir/secret.csv", None));
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync("dir/new.csv", Content, "text/csv", None));
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync("file.csv", Content, "text/csv", None));
        await Assert.ThrowsAsync<IOException>(() => store.TryCreateAsync("dir/new.csv", Content, "text/csv", None));
        Assert.Equal("secret", File.ReadAllText(folder["outside/secret.csv"]));
        Assert.Single(Directory.GetFiles(folder["outside"]));
    }

    [Fact]
    public async Task Root_ItselfALink_Works()
    {
        Directory.CreateDirectory(folder["real"]);
        Directory.CreateSymbolicLink(folder["link"], folder["real"]);

        await new FolderStore(folder["link"]).PutAsync("a/b", Content, "text/plain", None);

        Assert.True(File.Exists(folder["real/a/b"]));
    }

    [Fact]
    public async Task Name_OfAFolder_IsNoObjectAndCannotBecomeOne()
    {
        var store = new FolderStore(folder.Path);
        await store.PutAsync("a/b", Content, "text/plain", None);

        Assert.Null(await store.TryReadAsync("a", None));
        Assert.Null(await store.OpenReadAsync("a", 0, None));
        Assert.Null(await store.TryGetInfoAsync("a", None));
        Assert.False(await store.DeleteAsync("a", None));
        Assert.Null(await store.TryReadAsync("a/b/c", None));
        await Assert.ThrowsAsync<IOException>(() => store.TryCreateAsync("a", Content, "text/plain", None));
        await Assert.ThrowsAnyAsync<IOException>(() => store.TryCreateAsync("a/b/c", Content, "text/plain", None));
    }

    [Fact]
    public async Task Directories_DeletedFromOutside_ComeBack()
    {
        var store = new FolderStore(folder["root"]);
        await store.PutAsync("a/b/one", Content, "text/plain", None);
        Directory.Delete(folder["root/a"], recursive: true);
        Directory.Delete(folder["root/.seedream"], recursive: true);

        Assert.NotNull(await store.TryCreateAsync("a/b/one", Content, "text/plain", None));
        await store.PutAsync("a/b/two", Content, "text/plain", None);

        Assert.Equal(2, (await store.ListAsync("a/b/", None).ToListAsync()).Count);
    }

    [Fact]
    public async Task Root_Gone_IsNotCreatedAgain()
    {
        var store = new FolderStore(folder["root"]);
        Directory.Delete(folder["root"], recursive: true);

        StorageUnusableException exception = await Assert.ThrowsAsync<StorageUnusableException>(() => store.EnsureWritableAsync(None));
        Assert.Contains("does not exist any more", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.PutAsync("a", Content, "text/plain", None));
        Assert.False(Directory.Exists(folder["root"]));
    }

    [Fact]
    public async Task EnsureWritable_AskedAgain_AnswersFromMemoryForAMoment()
    {
        var time = new FakeTimeProvider();
        var store = new FolderStore(folder["root"], new FolderStoreOptions { Time = time });
        await store.EnsureWritableAsync(None);
        Directory.Delete(folder["root"], recursive: true);

        await store.EnsureWritableAsync(None);
        time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<StorageUnusableException>(() => store.EnsureWritableAsync(None));
    }

    [Fact]
    public async Task EnsureWritable_TooLittleFreeSpace_NamesTheFolderAndTheLimit()
    {
        var store = new FolderStore(folder.Path, new FolderStoreOptions { MinimumFreeBytes = 1L << 60 });

        StorageUnusableException exception = await Assert.ThrowsAsync<StorageUnusableException>(() => store.EnsureWritableAsync(None));
        Assert.Contains(folder.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Free some space", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MayBeLost_Objects_ReadAndListLikeOthers()
    {
        PipelineStorage storage = FolderStorage.Open(folder.Path);
        string name = StateLayout.Progress("b", "i");

        string? version = await storage.State.TryCreateAsync(name, Content, "application/json", None);
        Assert.NotNull(await storage.State.TryReplaceAsync(name, Content, "application/json", version!, None));
        Assert.Single(await storage.State.ListAsync("batches/b/", None).ToListAsync());
    }

    [Fact]
    public async Task List_FilesPeopleDropped_PassesOverNamesNoObjectCanHave()
    {
        var store = new FolderStore(folder.Path);
        File.WriteAllText(folder["good.csv"], "");
        if (!OperatingSystem.IsWindows())
            File.WriteAllText(folder["bad:name.csv"], "");

        Assert.Equal(["good.csv"], (await store.ListAsync("", None).ToListAsync()).Select(found => found.Name));
    }

    [Fact]
    public async Task List_TwentyThousandNames_IsQuick()
    {
        for (int i = 0; i < 20; i++)
        {
            Directory.CreateDirectory(folder[$"{i:D2}"]);
            for (int j = 0; j < 1_000; j++)
                File.WriteAllText(folder[$"{i:D2}/{j:D4}.json"], "");
        }

        long start = Stopwatch.GetTimestamp();
        int count = await new FolderStore(folder.Path).ListAsync("", None).CountAsync();

        Assert.Equal(20_000, count);
        // Some 0.1 s; the bound only tells linear from quadratic.
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task Read_WhileReplaced_IsAlwaysOneOfTheWritten()
    {
        var store = new FolderStore(folder.Path);
        byte[][] contents = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Repeat((byte)i, 1_000 * (i + 1)).ToArray())];
        await store.PutAsync("x", contents[0], ContentTypes.Unknown, None);
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
                await store.PutAsync("x", contents[i % 4], ContentTypes.Unknown, None);
        });

        do
        {
            ReadOnlyMemory<byte> read = (await store.TryReadAsync("x", None))!.Content;
            Assert.Equal(contents[read.Span[0]], read.ToArray());
        }
        while (!writing.IsCompleted);
        await writing;
    }
}
