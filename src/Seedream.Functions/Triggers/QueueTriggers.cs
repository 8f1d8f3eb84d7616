using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Seedream.Core.Notifying;
using Seedream.Core.Queues;
using Seedream.Functions.Durable;

namespace Seedream.Functions.Triggers;

/// <summary>
/// Everything that starts work comes through queues. A message that fails is delivered again, as host.json says; then the host
/// puts it into the poison queue, and from there it is put on record.
/// </summary>
public sealed class QueueTriggers(MessageIntake intake, PoisonStore poison, DurableStarter durable)
{
    private const string Storage = FunctionsRegistration.StorageConnection;
    private const string NeverEnded = "it was delivered as often as host.json allows, and its processing never came to an end; what it asks for may have been accepted nevertheless";

    [Function(nameof(StartJobs))]
    public Task StartJobs([QueueTrigger(QueueNames.Jobs, Connection = Storage)] QueueMessage message, [DurableClient] DurableTaskClient client) =>
        AcceptAsync(QueueNames.Jobs, message, client);

    [Function(nameof(StartDrops))]
    public Task StartDrops([QueueTrigger(QueueNames.Drops, Connection = Storage)] QueueMessage message, [DurableClient] DurableTaskClient client) =>
        AcceptAsync(QueueNames.Drops, message, client);

    [Function(nameof(RecordPoisonedJobs))]
    public Task RecordPoisonedJobs([QueueTrigger(QueueNames.Jobs + QueueNames.PoisonSuffix, Connection = Storage)] QueueMessage message, [DurableClient] DurableTaskClient client) =>
        PutAsideAsync(QueueNames.Jobs, message, MessageCodes.KeepsFailing, NeverEnded, client);

    [Function(nameof(RecordPoisonedDrops))]
    public Task RecordPoisonedDrops([QueueTrigger(QueueNames.Drops + QueueNames.PoisonSuffix, Connection = Storage)] QueueMessage message, [DurableClient] DurableTaskClient client) =>
        PutAsideAsync(QueueNames.Drops, message, MessageCodes.KeepsFailing, NeverEnded, client);

    private async Task AcceptAsync(string queue, QueueMessage message, DurableTaskClient client)
    {
        durable.Client = client;
        MessageVerdict verdict = await intake.AcceptAsync(queue, message.MessageId, message.Body.ToString(), CancellationToken.None);
        if (verdict.PoisonCode is { } code)
            await PutAsideAsync(queue, message, code, verdict.PoisonReason ?? "", client);
    }

    private async Task PutAsideAsync(string queue, QueueMessage message, string code, string reason, DurableTaskClient client)
    {
        durable.Client = client;
        PoisonRecord record = await poison.RecordAsync(queue, message.MessageId, message.Body.ToString(), message.DequeueCount, code, reason, CancellationToken.None);
        await durable.TellAsync(Notice.ForPoison(PoisonNoticeData.From(record), record.At), CancellationToken.None);
    }
}
