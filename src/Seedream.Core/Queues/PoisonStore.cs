using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Storage;

namespace Seedream.Core.Queues;

/// <summary>Puts messages away that nobody can deal with: the reason into storage, the text into the poison queue.</summary>
public sealed partial class PoisonStore
{
    private const int LongestId = 80;

    private readonly IObjectStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<PoisonStore> _logger;

    public PoisonStore(PipelineStorage storage, TimeProvider clock, ILogger<PoisonStore> logger)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Records the reason; a repeat overwrites it. The caller then moves the message, if its host does not.</summary>
    public async Task<PoisonRecord> RecordAsync(string queue, string messageId, string text, long deliveries, string code, string reason, CancellationToken cancellationToken)
    {
        PoisonRecord record = new()
        {
            Queue = queue,
            MessageId = messageId,
            Code = code,
            Reason = reason,
            At = _clock.GetUtcNow(),
            Deliveries = deliveries,
            Text = text,
        };
        string name = StateLayout.Poison(Slug.From(messageId, LongestId, "message"));
        await _store.PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(record, QueuesJson.Default.PoisonRecord), "application/json", cancellationToken);
        LogPoison(queue, messageId, code, reason);
        return record;
    }

    [LoggerMessage(5031, LogLevel.Error, "Message {MessageId} of {Queue} goes to the poison queue: {Code} {Reason}")]
    private partial void LogPoison(string queue, string messageId, string code, string reason);
}
