using Seedream.Core.Reporting;
using Seedream.Core.Storage;
using Seedream.Fixtures;
using Seedream.Simulator;
using Seedream.Simulator.Scheduling;

namespace Seedream.Local.Tests.Upgrading;

/// <summary>The simulated API of a test knows what release a5adec5 submitted.</summary>
public sealed class RequestsOfTheReleaseBeforeTests
{
    public static TheoryData<string> Fixtures { get; } = [.. ReleaseFixture.Folders, ReleaseFixture.Azure];

    public static TheoryData<string> Folders { get; } = [.. ReleaseFixture.Folders];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task StartSimulator_BooksOfAFixture_EveryRequestIsAsTheManifestSays(string name)
    {
        using FixtureFolder folder = new();
        await using SimulatorServer server = await ReleaseFixture.StartSimulatorAsync(name, folder);
        ReleaseManifest manifest = ReleaseFixture.ReadManifest(name);

        Assert.Equal((manifest.Paid, manifest.BilledUsd), (server.Account.Paid, server.Account.BilledUsd));
        List<PaidRequest> paid = [.. manifest.Batches.SelectMany(batch => batch.Paid), .. manifest.Purged.SelectMany(purged => purged.Paid), .. manifest.Jobs.SelectMany(job => job.Paid)];
        Assert.Equal(server.Account.Submissions.Count, paid.Count);
        foreach (PaidRequest request in paid)
        {
            Submission known = Assert.IsType<Submission>(server.Account.Find(request.RequestId));
            Assert.Equal((request.State, request.Images, request.CostUsd), (known.State.ToString().ToLowerInvariant(), known.Delivered, known.CostUsd));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task StartSimulator_BooksOfAFixture_PicturesAreThoseOfThen(string name)
    {
        using FixtureFolder folder = await ReleaseFixture.CopyFolderAsync(name);
        await using SimulatorServer server = await ReleaseFixture.StartSimulatorAsync(name, folder);
        ResultsReader results = new(FolderStorage.Open(folder.Path));
        ReleaseManifest manifest = ReleaseFixture.ReadManifest(name);

        foreach (string batch in manifest.Batches.Select(batch => batch.Id).Concat(manifest.Purged.Select(purged => purged.Id)))
        {
            await foreach (ResultRecord row in results.ReadAsync(StateLayout.Images(batch), CancellationToken.None))
            {
                if (row.Files.Count > 0)
                    Assert.Equal(server.HashesOf(row.RequestId!), row.Files.Select(file => file.Sha256));
            }
        }
    }
}
