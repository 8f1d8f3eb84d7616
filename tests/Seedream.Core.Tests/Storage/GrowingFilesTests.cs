using System.Text;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

/// <summary>Objects whose files grow by a line with every change: what a crash may leave of them, and how long they get.</summary>
public sealed class GrowingFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderStore store;

    public GrowingFilesTests() => store = new FolderStore(folder.Path, new FolderStoreOptions { Grows = _ => true });

    private static CancellationToken None => CancellationToken.None;

    private string File => folder["a/x.json"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Replace_ChangesTheLastLineAndKeepsTheOthers()
    {
        string first = (await CreateAsync("one"))!;
        string second = (await store.TryReplaceAsync("a/x.json", Bytes("two"), "", first, None))!;

        Assert.NotNull(await store.TryReplaceAsync("a/x.json", Bytes("one"), "", second, None));
        Assert.Null(await store.TryReplaceAsync("a/x.json", Bytes("three"), "", first, None));
        Assert.Equal("one\ntwo\none\n", await System.IO.File.ReadAllTextAsync(File, None));
        Assert.Equal("one", await ReadAsync());
    }

    [Fact]
    public async Task Read_OfATornLine_IsTheOneBeforeIt()
    {
        string first = (await CreateAsync("one"))!;
        await System.IO.File.AppendAllTextAsync(File, "tw", None);

        Assert.Equal("one", await ReadAsync());
        Assert.NotNull(await store.TryReplaceAsync("a/x.json", Bytes("three"), "", first, None));
        Assert.Equal("one\nthree\n", await System.IO.File.ReadAllTextAsync(File, None));
    }

    [Fact]
    public async Task Create_WhereAnotherDiedBeforeItsFirstLine_Creates()
    {
        Directory.CreateDirectory(folder["a"]);
        await System.IO.File.WriteAllTextAsync(File, "", None);

        Assert.Null(await store.TryReadAsync("a/x.json", None));
        Assert.Null(await store.TryGetInfoAsync("a/x.json", None));
        Assert.Empty(await store.ListAsync("a/", None).ToListAsync());
        Assert.NotNull(await CreateAsync("one"));
        Assert.Equal("one", await ReadAsync());
        Assert.Single(await store.ListAsync("a/", None).ToListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("#\n")]
    public async Task Create_WhereAnEmptyFileCounts_FindsAnEmptyObject(string left)
    {
        FolderStore careful = new(folder.Path, new FolderStoreOptions { Grows = _ => true, EmptyCounts = name => name.StartsWith("a/", StringComparison.Ordinal) });
        Directory.CreateDirectory(folder["a"]);
        await System.IO.File.WriteAllTextAsync(File, left, None);

        StoredObject empty = (await careful.TryReadAsync("a/x.json", None))!;
        Assert.True(empty.Content.IsEmpty);
        Assert.NotNull(await careful.TryGetInfoAsync("a/x.json", None));
        Assert.Single(await careful.ListAsync("a/", None).ToListAsync());
        Assert.Null(await careful.TryCreateAsync("a/x.json", Bytes("one"), "", None));
        Assert.Null(await careful.TryReplaceAsync("a/x.json", Bytes("one"), "", "other", None));
        Assert.NotNull(await careful.TryReplaceAsync("a/x.json", Bytes("one"), "", empty.Version, None));
        Assert.Equal("one", Encoding.UTF8.GetString((await careful.TryReadAsync("a/x.json", None))!.Content.Span));
        Assert.NotNull(await careful.TryCreateAsync("a/fresh.json", Bytes("one"), "", None));
        Assert.Null(await careful.TryReadAsync("a/none.json", None));
    }

    [Fact]
    public async Task Read_WhileAnotherCreates_IsNeverEmptyWhereThatCounts()
    {
        FolderStore careful = new(folder.Path, new FolderStoreOptions { Grows = _ => true, EmptyCounts = _ => true });
        for (int i = 0; i < 200; i++)
        {
            string name = $"a/{i}.json";
            Task<StoredObject?>[] reads = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => careful.TryReadAsync(name, None)))];
            await careful.TryCreateAsync(name, Bytes("one"), "", None);
            Assert.All(await Task.WhenAll(reads), read => Assert.True(read is null || read.Content.Length == 3));
        }
    }

    [Fact]
    public async Task Open_TheDataFolder_TakesAnEmptyLedgerRecordForOneAndAnEmptyOutcomeForNone()
    {
        PipelineStorage storage = FolderStorage.Open(folder["data"]);
        foreach (string name in (string[])[StateLayout.Ledger("b", 1, 1), StateLayout.Outcome("b", 1, 1)])
        {
            string path = Path.Combine(folder["data"], "seedream", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await System.IO.File.WriteAllBytesAsync(path, [], None);
        }

        Assert.NotNull(await storage.State.TryReadAsync(StateLayout.Ledger("b", 1, 1), None));
        Assert.Null(await storage.State.TryReadAsync(StateLayout.Outcome("b", 1, 1), None));
    }

    [Fact]
    public async Task Read_OfAnObjectFromBeforeThereWereLines_IsTheWholeFile()
    {
        await new FolderStore(folder.Path).PutAsync("a/x.json", Bytes("{\"old\": true}"), "", None);

        StoredObject old = (await store.TryReadAsync("a/x.json", None))!;
        Assert.Equal("{\"old\": true}", Encoding.UTF8.GetString(old.Content.Span));
        Assert.Null(await CreateAsync("one"));
        Assert.NotNull(await store.TryReplaceAsync("a/x.json", Bytes("new"), "", old.Version, None));
        Assert.Equal("{\"old\": true}\nnew\n", await System.IO.File.ReadAllTextAsync(File, None));
        Assert.Equal("new", await ReadAsync());
    }

    [Fact]
    public async Task Create_LongerThanAPage_IsNothingUntilItIsWhole()
    {
        string text = new('x', 10_000);
        Assert.NotNull(await CreateAsync(text));
        Assert.Equal(text, await ReadAsync());

        // What a reader meets in the middle of the write.
        byte[] whole = await System.IO.File.ReadAllBytesAsync(File, None);
        foreach (int length in (int[])[2, 4096, 8192])
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length], None);
            Assert.Null(await store.TryReadAsync("a/x.json", None));
        }

        Assert.NotNull(await CreateAsync("one"));
        Assert.Equal("one", await ReadAsync());
    }

    [Fact]
    public async Task Replace_AThousandTimes_KeepsTheFileShort()
    {
        string version = (await CreateAsync("0"))!;
        for (int i = 1; i <= 1_000; i++)
            version = (await store.TryReplaceAsync("a/x.json", Bytes($"{i} {new string('x', 300)}"), "", version, None))!;

        Assert.StartsWith("1000 ", await ReadAsync(), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(File).Length, 1, 66_000);
    }

    [Fact]
    public async Task Put_WithALineEnd_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync("a/x.json", Bytes("one\ntwo"), "", None));

    [Fact]
    public async Task Flush_AfterManyUnflushed_Passes()
    {
        PipelineStorage storage = FolderStorage.Open(folder["data"]);
        for (int row = 1; row <= 20; row++)
            await storage.State.PutAsync(StateLayout.Outcome("b", row, 1), Bytes("{}"), "", None);

        await storage.State.FlushAsync(None);

        Assert.Equal(20, await storage.State.ListAsync(StateLayout.Outcomes("b", 0), None).CountAsync());
    }

    private Task<string?> CreateAsync(string text) => store.TryCreateAsync("a/x.json", Bytes(text), "", None);

    private async Task<string> ReadAsync() => Encoding.UTF8.GetString((await store.TryReadAsync("a/x.json", None))!.Content.Span);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
