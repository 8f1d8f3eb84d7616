using System.Text;
using Seedream.Core.Batches;
using Seedream.Core.Identity;
using Seedream.Core.Planning;
using Seedream.Core.Retention;
using Seedream.Core.Storage;
using Seedream.Fixtures;
using Seedream.Local.Tests.Running;
using Seedream.Simulator;

namespace Seedream.Local.Tests.Upgrading;

/// <summary>Files that the release before ran come again, as they are or otherwise: what was paid for is not paid for again.</summary>
public sealed class FilesOfTheReleaseBeforeTests
{
    public static TheoryData<string> Folders => [.. ReleaseFixture.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Accept_SameFileAgainMovedOrSavedAgain_IsTheSameBatchAndPaysNothing(string name)
    {
        using FixtureFolder folder = await ReleaseFixture.CopyFolderAsync(name);
        ReleaseManifest manifest = ReleaseFixture.ReadManifest(name);
        await using SimulatorServer server = await ReleaseFixture.StartSimulatorAsync(name, folder);
        await using Pipeline process = Pipeline.On(server, FolderStorage.Open(folder.Path));

        foreach (ReleaseBatch batch in manifest.Batches.Where(batch => batch.Status != "rejected"))
        {
            BatchRecord record = await process.Get<BatchStore>().GetAsync(batch.Id, CancellationToken.None);
            byte[] bytes = await File.ReadAllBytesAsync(ReleaseFixture.PromptFile(batch.PromptFile));
            string extension = Path.GetExtension(batch.File);
            foreach ((string file, string? fullName, byte[] content) in (IEnumerable<(string, string?, byte[])>)
            [
                (batch.File, null, bytes),
                (batch.File, record.Source is null ? "path:/somewhere/" + batch.File : FullName.OfContainer(record.Source), bytes),
                ($"moved/elsewhere{extension}", FullName.OfContainer($"moved/elsewhere{extension}"), bytes),
                (batch.File, null, SavedAgain(bytes)),
            ])
            {
                BatchFile again = new() { Open = _ => Task.FromResult<Stream>(new MemoryStream(content)), Name = file, FullName = fullName };
                AcceptedBatch accepted = await process.Get<BatchIntake>().AcceptAsync(again, new BatchOptions { Defaults = record.Defaults, Run = batch.Run }, 0.028m, CancellationToken.None);
                Assert.Equal((batch.Id, batch.Ended), (accepted.Batch.Id, accepted.Batch.CompletedAt is not null));
            }
        }

        Assert.Equal(manifest.Paid, server.Account.Paid);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Accept_FailedCsvOfAnEndedBatch_GoesOnThereWhereverItLies(string name)
    {
        using FixtureFolder folder = await ReleaseFixture.CopyFolderAsync(name);
        await using SimulatorServer server = await ReleaseFixture.StartSimulatorAsync(name, folder);
        await using Pipeline process = Pipeline.On(server, FolderStorage.Open(folder.Path));
        int paid = server.Account.Paid;

        foreach (ReleaseBatch batch in ReleaseFixture.ReadManifest(name).Batches.Where(batch => batch.Ended))
        {
            if (await process.Storage.Images.TryReadAsync($"{batch.Id}/failed.csv", CancellationToken.None) is not { } failed)
                continue;
            foreach (string path in (string[])[$"path:/data/images/{batch.Id}/failed.csv", "path:/home/rows.csv"])
            {
                BatchFile again = new() { Open = _ => Task.FromResult<Stream>(new MemoryStream(failed.Content.ToArray())), Name = Path.GetFileName(path), FullName = path };
                FailedRows? rows = await process.Get<BatchIntake>().PreviewFailedAsync(again, new BatchOptions(), CancellationToken.None);
                Assert.Equal((0, 0), (rows!.New, rows.HeldUnknown));
                Assert.All(rows.Rounds, round => Assert.Equal(batch.Id, round.Batch));
            }
        }

        Assert.Equal(paid, server.Account.Paid);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Run_WhatWasKilled_PaysOnlyRowsThatWereNotBegun(string name)
    {
        using FixtureFolder folder = await ReleaseFixture.CopyFolderAsync(name);
        ReleaseManifest manifest = ReleaseFixture.ReadManifest(name);
        await using SimulatorServer server = await ReleaseFixture.StartSimulatorAsync(name, folder);
        await using Pipeline process = Pipeline.On(server, FolderStorage.Open(folder.Path));
        int notBegun = 0;

        foreach (ReleaseBatch batch in manifest.Batches.Where(batch => batch is { Ended: false, Status: not "rejected" }))
        {
            notBegun += batch.Round == 1 ? batch.Rows - batch.LedgerRecords : 0;
            await process.RunAsync(batch.Id);
        }

        Assert.Equal(manifest.Paid + notBegun, server.Account.Paid);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Accept_DroppedFileThatHasGrown_SharesEveryRowThatItHad(string name)
    {
        using FixtureFolder folder = await ReleaseFixture.CopyFolderAsync(name);
        ReleaseManifest manifest = ReleaseFixture.ReadManifest(name);
        await using SimulatorServer server = await ReleaseFixture.StartSimulatorAsync(name, folder);
        await using Pipeline process = Pipeline.On(server, FolderStorage.Open(folder.Path));

        foreach (ReleaseBatch batch in manifest.Batches.Where(batch => batch.Status != "rejected"))
        {
            BatchRecord record = await process.Get<BatchStore>().GetAsync(batch.Id, CancellationToken.None);
            if (record.Source is not { } source || !batch.File.EndsWith(".csv", StringComparison.Ordinal))
                continue;
            byte[] grown = [.. await File.ReadAllBytesAsync(ReleaseFixture.PromptFile(batch.PromptFile)), .. Encoding.UTF8.GetBytes("one more row\n")];
            BatchFile file = new() { Open = _ => Task.FromResult<Stream>(new MemoryStream(grown)), Name = source, FullName = FullName.OfContainer(source) };

            AcceptedBatch accepted = await process.Get<BatchIntake>().AcceptAsync(file, new BatchOptions { Defaults = record.Defaults, Run = batch.Run }, 0.028m, CancellationToken.None);

            Assert.NotEqual(batch.Id, accepted.Batch.Id);
            Assert.Equal((await process.Get<PlanReader>().ReadSummaryAsync(batch.Id, CancellationToken.None))!.ValidRows, accepted.Plan.SharedRows);
        }

        Assert.Equal(manifest.Paid, server.Account.Paid);
    }

    [Fact]
    public async Task Accept_PurgedFile_IsRefusedAndOneOfItsNameIsHeld()
    {
        using FixtureFolder folder = await ReleaseFixture.CopyFolderAsync("folder-purged");
        ReleaseManifest manifest = ReleaseFixture.ReadManifest("folder-purged");
        await using SimulatorServer server = await ReleaseFixture.StartSimulatorAsync("folder-purged", folder);
        await using Pipeline process = Pipeline.On(server, FolderStorage.Open(folder.Path));

        foreach (PurgedBatch purged in manifest.Purged)
        {
            byte[] bytes = await File.ReadAllBytesAsync(ReleaseFixture.PromptFile(purged.PromptFile));
            BatchPurgedException refused = await Assert.ThrowsAsync<BatchPurgedException>(() => AcceptAsync(process, purged.File, bytes, purged.Run));
            Assert.Equal(purged.Id, refused.Tombstone.Batch);
            BatchPurgedException moved = await Assert.ThrowsAsync<BatchPurgedException>(() => AcceptAsync(process, $"done/renamed-{purged.File}", bytes, purged.Run));
            Assert.Equal(purged.Id, moved.Tombstone.Batch);
            MayHaveRunException held = await Assert.ThrowsAsync<MayHaveRunException>(() => AcceptAsync(process, purged.File, SavedAgain(bytes), purged.Run));
            Assert.Equal(purged.Id, held.Tombstone.Batch);
            Assert.Equal(purged.Run + 1, (await AcceptAsync(process, purged.File, bytes, purged.Run + 1)).Batch.Run);
        }

        Assert.Equal(manifest.Paid, server.Account.Paid);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Upgrade_InTwoProcessesAtOnceAndAgain_EntersEveryBatchOnce(string name)
    {
        using FixtureFolder folder = await ReleaseFixture.CopyFolderAsync(name);
        ReleaseManifest manifest = ReleaseFixture.ReadManifest(name);
        await using SimulatorServer server = await ReleaseFixture.StartSimulatorAsync(name, folder);
        await using Pipeline one = Pipeline.On(server, FolderStorage.Open(folder.Path));
        await using Pipeline two = Pipeline.On(server, FolderStorage.Open(folder.Path));

        await Task.WhenAll(one.Get<StoreUpgrade>().EnsureAsync(CancellationToken.None), two.Get<StoreUpgrade>().EnsureAsync(CancellationToken.None));

        foreach (ReleaseBatch batch in manifest.Batches.Where(batch => batch.Status != "rejected"))
        {
            BatchRecord record = await two.Get<BatchStore>().GetAsync(batch.Id, CancellationToken.None);
            Assert.NotNull(record.Asked);
            StoredObject content = (await two.Storage.State.TryReadAsync(StateLayout.Content(record.Asked), CancellationToken.None))!;
            Assert.Equal(1, Count(Encoding.UTF8.GetString(content.Content.Span), $"\"{batch.Id}\""));
            Assert.Equal(record.Source is null ? null : FullName.OfContainer(record.Source), record.FullName);
        }

        Assert.NotNull(await two.Storage.State.TryReadAsync(StateLayout.Upgrade, CancellationToken.None));
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private static Task<AcceptedBatch> AcceptAsync(Pipeline process, string file, byte[] bytes, int run) => process.Get<BatchIntake>().AcceptAsync(
        new BatchFile { Open = _ => Task.FromResult<Stream>(new MemoryStream(bytes)), Name = file }, new BatchOptions { Run = run }, 0.028m, CancellationToken.None);

    // As an editor does it: with a byte order mark and other line ends.
    private static byte[] SavedAgain(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ReplaceLineEndings(bytes.Contains((byte)'\r') ? "\n" : "\r\n")), .. "\n"u8];
    }
}
