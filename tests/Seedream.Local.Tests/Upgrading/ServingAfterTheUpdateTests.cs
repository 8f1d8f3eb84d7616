using System.Text;
using System.Text.Json;
using Seedream.Core.Drops;
using Seedream.Core.Storage;
using Seedream.Fixtures;
using Seedream.Local.Tests.Serving;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Upgrading;

/// <summary><c>seedream serve</c> on what release a5adec5 left: dropped files and calls.</summary>
[Collection(nameof(ServingTests))]
public sealed class ServingAfterTheUpdateTests
{
    public static TheoryData<string> Folders => [.. ReleaseFixture.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Sweep_DroppedAgainMovedAndCopied_EndsWhatWasKilledAndPaysOnlyRowsThatWereNotBegun(string name)
    {
        await using UpdatedHost host = await UpdatedHost.OnFolderAsync(name);
        // Files that were run with options of their own were other batches than a drop of them is.
        List<ReleaseBatch> batches = [.. host.Manifest.Batches.Where(batch => batch.Status != "rejected" && batch.File is not ("posters.csv" or "upload.jsonl"))];
        foreach (ReleaseBatch batch in batches)
        {
            await host.DropAsync(batch.PromptFile, batch.File);
            await host.DropAsync(batch.PromptFile, $"copies/{Path.GetFileName(batch.File)}");
        }

        foreach (PurgedBatch purged in host.Manifest.Purged)
            await host.DropAsync(purged.PromptFile, purged.File);
        await host.ServeAsync();
        await host.RestAsync();
        foreach (ReleaseBatch batch in batches)
        {
            await host.Storage.Prompts.DeleteAsync(batch.File, CancellationToken.None);
            await host.DropAsync(batch.PromptFile, $"done/{Path.GetFileName(batch.File)}");
        }

        await host.RestAsync();

        await host.ShowAsync("serve, dropped again, copied, moved");
        host.HasPaid(host.Manifest.Batches.Sum(UpdatedHost.NotBegun));
        Assert.Empty(await host.NewBatchesAsync());
        foreach (ReleaseBatch batch in batches)
            Assert.NotNull((await host.BatchAsync(batch.Id)).CompletedAt);
        IReadOnlyList<DropRecord> drops = await DropsAsync(host.Storage);
        foreach (ReleaseBatch batch in batches)
            Assert.Equal((batch.Id, batch.File), drops.Where(drop => drop.Name == $"done/{Path.GetFileName(batch.File)}").Select(drop => (drop.Batch, drop.SameAs)).Single());
        foreach (PurgedBatch purged in host.Manifest.Purged)
            Assert.Contains(drops, drop => drop.Name == purged.File && drop is { Batch: null, Reason: not null });
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Post_SameContentAndJobs_AreThoseOfThenAndPayOnlyRowsThatWereNotBegun(string name)
    {
        await using UpdatedHost host = await UpdatedHost.OnFolderAsync(name);
        await host.ServeAsync();
        await host.RestAsync();

        foreach (ReleaseBatch batch in host.Manifest.Batches.Where(batch => batch.Status != "rejected"))
        {
            // An upload has a name and no folder.
            foreach (string file in (string[])[Path.GetFileName(batch.File), $"other{Path.GetExtension(batch.File)}"])
            {
                HttpAnswer answer = (await UploadAsync(host, batch.PromptFile, file)).Expect(200, 202);
                Assert.Equal((batch.Id, file == batch.File ? null : batch.File), (answer.Text("id"), answer.Text("same_as")));
                await Eventually.IsTrueAsync(async () => (await host.BatchAsync(batch.Id)).CompletedAt is not null, $"the end of {batch.Id}");
            }

            (await UploadAsync(host, batch.PromptFile, batch.File)).Expect(200);
        }

        foreach (ReleaseJob job in host.Manifest.Jobs.Where(job => job.IdempotencyKey is not null))
            Assert.Equal(job.Id, (await host.PostAsync("/api/jobs", Encoding.UTF8.GetBytes(job.Body), "application/json", job.IdempotencyKey)).Expect(200, 202).Text("id"));
        foreach (PurgedBatch purged in host.Manifest.Purged)
            Assert.Contains(purged.Id, (await UploadAsync(host, purged.PromptFile, purged.File)).Expect(409).Body, StringComparison.Ordinal);
        await host.RestAsync();

        await host.ShowAsync("HTTP upload, same and other name; jobs by key");
        host.HasPaid(host.Manifest.Batches.Sum(UpdatedHost.NotBegun));
        Assert.Empty(await host.NewBatchesAsync());
    }

    [Theory]
    [InlineData("folder-ended", 0)] // A row that was cancelled is only made when that is named.
    [InlineData("folder-troubled", 2 + 1 + 4)] // Refused and moderated rows; the one that failed twice; what the balance did not suffice for.
    [InlineData("folder-interrupted", 1 + 2 + 1)] // given-up, killed-drop and killed-run: rows that were not begun.
    public async Task Retry_AndCollect_AskForFreeAndPayOnlyRowsTheApiSaidNoTo(string name, int paid)
    {
        await using UpdatedHost host = await UpdatedHost.OnFolderAsync(name);
        await host.ServeAsync();
        await host.RestAsync();
        List<ReleaseBatch> batches = [.. host.Manifest.Batches.Where(batch => batch.Status != "rejected")];
        await UploadAsync(host, "files/killed-run.csv", "killed-run.csv", when: batches.Exists(batch => batch.File == "killed-run.csv"));
        await host.RestAsync();
        int before = host.Paid;

        foreach (ReleaseBatch batch in batches)
            (await host.PostAsync($"/api/batches/{batch.Id}/collect")).Expect(202, 409);
        await host.RestAsync();
        host.HasPaid(before);

        // Once for what is only asked, once more for what the API said no to.
        for (int time = 1; time <= 2; time++)
        {
            foreach (ReleaseBatch batch in batches)
                (await host.PostAsync($"/api/batches/{batch.Id}/retry")).Expect(202, 409);
            await host.RestAsync();
        }

        await host.ShowAsync("HTTP collect, then retry twice");
        host.HasPaid(paid);
        foreach (ReleaseBatch batch in batches)
            (await host.PostAsync($"/api/batches/{batch.Id}/retry")).Expect(409);
        host.HasPaid(paid);
    }

    private static async Task<HttpAnswer> UploadAsync(UpdatedHost host, string promptFile, string file, bool when = true)
    {
        if (!when)
            return new HttpAnswer(0, "");
        string options = Path.GetFileName(promptFile) switch { "posters.csv" => "&output_format=jpeg", "upload.jsonl" => "&resolution=16:9", _ => "" };
        string type = file.EndsWith(".jsonl", StringComparison.Ordinal) ? "application/jsonl" : "text/csv";
        return await host.PostAsync($"/api/batches?file={Uri.EscapeDataString(file)}{options}", await File.ReadAllBytesAsync(ReleaseFixture.PromptFile(promptFile)), type);
    }

    internal static async Task<IReadOnlyList<DropRecord>> DropsAsync(PipelineStorage storage)
    {
        List<DropRecord> drops = [];
        await foreach (ObjectInfo record in storage.State.ListAsync(StateLayout.Drops, CancellationToken.None))
            drops.Add(JsonSerializer.Deserialize((await storage.State.TryReadAsync(record.Name, CancellationToken.None))!.Content.Span, DropsJson.Default.DropRecord)!);
        return drops;
    }
}
