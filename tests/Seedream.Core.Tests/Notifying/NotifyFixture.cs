using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Batches;
using Seedream.Core.Notifying;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Reporting;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Notifying;

/// <summary>A batch that has ended, with its reports, and the activity that tells of it.</summary>
internal sealed class NotifyFixture
{
    public const string Prompt = "a fox nobody may hear of";

    private readonly BatchRecord _batch = ReportSamples.Batch with { Round = 2 };

    public NotifyFixture() => Storage = new PipelineStorage(State, new MemoryObjectStore(), State);

    public MemoryObjectStore State { get; } = new();

    public PipelineStorage Storage { get; }

    public NotificationsOptions Options { get; } = new() { MaxTries = 3 };

    public CapturedLog<Notify> Log { get; } = new();

    public Notify Activity(params INotificationTarget[] targets) =>
        new(targets, Storage, new BatchStore(Storage), Options, new FakeTimeProvider(ReportSamples.Start), Log);

    /// <summary>The second round has ended.</summary>
    public async Task<Notice> EndBatchAsync()
    {
        await new BatchStore(Storage).GetOrCreateAsync(_batch, CancellationToken.None);
        ReportRow[] rows = [ReportSamples.Succeeded(1, Prompt), ReportSamples.Ended(2, OutcomeKind.Failed, "API400", $"refused: {Prompt}", Prompt)];
        await new ReportWriter(Storage).WriteAsync(ReportSamples.Folder, _batch, ReportSamples.Plan(2), rows.ToAsyncEnumerable(), CancellationToken.None);
        return Notice.ForBatch(new BatchResult { Batch = _batch.Id, Round = 2, Status = _batch.Status, Rows = 2, Counts = new Dictionary<OutcomeKind, int>() });
    }

    public async Task<int> NotifiedRoundAsync() => (await new BatchStore(Storage).GetAsync(_batch.Id, CancellationToken.None)).NotifiedRound;

    public static JsonElement Json(ReadOnlyMemory<byte> body) => JsonDocument.Parse(body).RootElement;
}
