using System.Globalization;
using System.Text;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

public sealed class FolderStoreProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("contend")]
    [InlineData("growing")]
    public async Task Contention_FourProcesses_OneWinnerEachAndNothingLost(string task)
    {
        var store = new FolderStore(folder.Path, OtherProcess.Options);
        await store.PutAsync($"{task}/counter", "0"u8.ToArray(), ContentTypes.Unknown, CancellationToken.None);
        OtherProcess[] processes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => OtherProcess.StartAsync(task, folder.Path, $"process {i}")));

        string?[] answers = await Task.WhenAll(processes.Select(process => process.GoAsync()));

        Array.ForEach(processes, process => process.Dispose());
        var winners = answers.SelectMany((answer, i) => answer!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(round => (Round: round, Who: $"process {i}"))).ToList();
        Assert.Equal(OtherProcess.Rounds, winners.Select(winner => winner.Round).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(OtherProcess.Rounds, winners.Count);
        foreach ((string round, string who) in winners)
            Assert.Equal(who, await TextAsync(store, $"{task}/race/{round}"));
        Assert.Equal((4 * OtherProcess.Increments).ToString(CultureInfo.InvariantCulture), await TextAsync(store, $"{task}/counter"));
    }

    [Fact]
    public async Task Open_AnotherProcessWriting_LeavesItsFilesUntilItIsKilled()
    {
        using OtherProcess other = await OtherProcess.StartAsync("hold", folder.Path, "other");

        _ = new FolderStore(folder.Path);
        Assert.Single(Unfinished());

        await other.KillAsync();
        var store = new FolderStore(folder.Path);
        Assert.Empty(Unfinished());
        Assert.Empty(Directory.GetFileSystemEntries(folder[".seedream/unfinished"]));
        Assert.Empty(await store.ListAsync("", CancellationToken.None).ToListAsync());
    }

    private string[] Unfinished() => Directory.GetFiles(folder[".seedream/unfinished"], "*.tmp", SearchOption.AllDirectories);

    private static async Task<string> TextAsync(FolderStore store, string name) =>
        Encoding.UTF8.GetString((await store.TryReadAsync(name, CancellationToken.None))!.Content.Span);
}
