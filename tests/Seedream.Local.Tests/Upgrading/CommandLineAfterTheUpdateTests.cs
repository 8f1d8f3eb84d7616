using Seedream.Core.Batches;
using Seedream.Fixtures;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Upgrading;

/// <summary>The command line on what release a5adec5 left.</summary>
public sealed class CommandLineAfterTheUpdateTests
{
    public static TheoryData<string> Folders => [.. ReleaseFixture.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Run_SameFileElsewhereAndAgain_IsTheBatchOfThenAndPaysOnlyRowsThatWereNotBegun(string name)
    {
        await using UpdatedHost host = await UpdatedHost.OnFolderAsync(name);
        int wanted = 0;

        foreach (ReleaseBatch batch in host.Manifest.Batches.Where(batch => batch.Status != "rejected"))
        {
            string renamed = await host.FileAsync(batch.PromptFile, $"moved/renamed{Path.GetExtension(batch.File)}");
            string same = await host.FileAsync(batch.PromptFile, Path.GetFileName(batch.File));
            string[] options = OptionsOf(batch);

            // What was killed goes on by the first of them, whatever its name is now.
            ProcessEnd first = await host.RunAsync(["run", renamed, "--yes", .. options]);
            wanted += UpdatedHost.NotBegun(batch);
            host.HasPaid(wanted);
            Assert.Contains($"the content of this file is batch {batch.Id} already, which came as '{batch.File}'", first.Error, StringComparison.Ordinal);
            BatchRecord ended = await host.BatchAsync(batch.Id);
            Assert.NotNull(ended.CompletedAt);

            ProcessEnd again = await host.RunAsync(["run", same, "--yes", .. options]);
            again.Expect(first.ExitCode);
            Assert.Contains("was run before and has ended", again.Error, StringComparison.Ordinal);
            Assert.Equal((ended.Round, ended.CompletedAt), ((await host.BatchAsync(batch.Id)).Round, (await host.BatchAsync(batch.Id)).CompletedAt));
            host.HasPaid(wanted);
        }

        foreach (PurgedBatch purged in host.Manifest.Purged)
        {
            ProcessEnd refused = await host.RunAsync("run", await host.FileAsync(purged.PromptFile, purged.File), "--yes");
            Assert.Contains("--run 2", refused.Expect(2).Error, StringComparison.Ordinal);
        }

        await host.ShowAsync("command line run, elsewhere and again");
        host.HasPaid(wanted);
        Assert.Empty(await host.NewBatchesAsync());
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Collect_EveryBatchOfThen_PaysNothing(string name)
    {
        await using UpdatedHost host = await UpdatedHost.OnFolderAsync(name);

        foreach (ReleaseBatch batch in host.Manifest.Batches.Where(batch => batch is { Ended: true, Status: not "rejected" }))
        {
            ProcessEnd end = await host.RunAsync("collect", batch.Id);
            Assert.True(end.ExitCode is 0 or 4 or 5 or 9, end.All);
            // Whatever the API made is here now, but for what nobody was told of.
            int made = batch.Paid.Where(request => request.State == "succeeded").DistinctBy(request => request.Row).Count();
            Assert.Equal(made - batch.Outcomes.GetValueOrDefault("uncertain"), (await host.BatchAsync(batch.Id)).Counts[Core.Outcomes.OutcomeKind.Succeeded]);
        }

        await host.ShowAsync("command line collect");
        host.HasPaid(0);
    }

    private static string[] OptionsOf(ReleaseBatch batch) => batch.File switch
    {
        "posters.csv" => ["--output-format", "jpeg"],
        "upload.jsonl" => ["--resolution", "16:9"],
        _ => [],
    };
}
