using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Batches;
using Seedream.Core.Drops;
using Seedream.Core.Hosting;
using Seedream.Core.Notifying;
using Seedream.Core.Storage;
using Seedream.Local.Tests.Running;

namespace Seedream.Local.Tests.Identity;

/// <summary>A dropped file that is not run is never passed over in silence.</summary>
public sealed class DroppedTests
{
    [Fact]
    public async Task Sweep_ContentThatRanUnderAnotherName_IsToldOnceAndOnRecord()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", FileDesk.Csv("a fox"));
        await desk.Storage.Prompts.PutAsync("done/a.csv", Encoding.UTF8.GetBytes(FileDesk.Csv("a fox")), "text/csv", CancellationToken.None);
        await using Pipeline process = desk.Process();
        Starter starter = new();

        await SweepAsync(process, starter);
        await SweepAsync(process, starter);

        Notice told = Assert.Single(starter.Told);
        Assert.Equal(("seedream.file.already_ran", "done/a.csv"), (told.Type, told.Subject));
        Assert.Equal((first.Batch.Id, "a.csv", 2), (told.Data!.Value.GetProperty("batch").GetString(), told.Data.Value.GetProperty("same_as").GetString(), told.Data.Value.GetProperty("next_run").GetInt32()));
        Assert.Equal((first.Batch.Id, "a.csv"), await RecordAsync(desk));
        Assert.Equal(1, desk.Paid);
    }

    [Fact]
    public async Task Sweep_PurgedContent_IsRefusedVisiblyAndTheOthersAreTaken()
    {
        await using FileDesk desk = await FileDesk.OpenAsync();
        AcceptedBatch first = await desk.RunAsync("a.csv", FileDesk.Csv("a fox"));
        await desk.PurgeAsync(first.Batch.Id);
        foreach ((string name, string prompt) in (IEnumerable<(string, string)>)[("a.csv", "a fox"), ("b.csv", "a hen")])
            await desk.Storage.Prompts.PutAsync(name, Encoding.UTF8.GetBytes(FileDesk.Csv(prompt)), "text/csv", CancellationToken.None);
        await using Pipeline process = desk.Process();
        Starter starter = new();

        await SweepAsync(process, starter);
        await SweepAsync(process, starter);

        Notice told = Assert.Single(starter.Told);
        Assert.Equal(("seedream.file.refused", "a.csv"), (told.Type, told.Subject));
        Assert.StartsWith("b-", Assert.Single(starter.Started), StringComparison.Ordinal);
    }

    private static Task SweepAsync(Pipeline process, Starter starter)
    {
        DropStore drops = process.Get<DropStore>();
        DropIntake intake = new(process.Storage, drops, process.Get<BatchIntake>(), starter, TimeProvider.System, NullLogger<DropIntake>.Instance);
        return new DropSweep(process.Storage, drops, intake, new DropOptions { Quiet = TimeSpan.Zero }, TimeProvider.System, NullLogger<DropSweep>.Instance).RunAsync(CancellationToken.None);
    }

    private static async Task<(string?, string?)> RecordAsync(FileDesk desk)
    {
        ObjectInfo found = await desk.Storage.State.ListAsync(StateLayout.Drops, CancellationToken.None).SingleAsync();
        DropRecord record = JsonSerializer.Deserialize((await desk.Storage.State.TryReadAsync(found.Name, CancellationToken.None))!.Content.Span, DropsJson.Default.DropRecord)!;
        return (record.Batch, record.SameAs);
    }

    private sealed class Starter : IPipelineStarter
    {
        public List<string> Started { get; } = [];

        public List<Notice> Told { get; } = [];

        public Task StartAsync(string batchOrJob, int round, CancellationToken cancellationToken)
        {
            Started.Add(batchOrJob);
            return Task.CompletedTask;
        }

        public Task TellAsync(Notice notice, CancellationToken cancellationToken)
        {
            Told.Add(notice);
            return Task.CompletedTask;
        }
    }
}
