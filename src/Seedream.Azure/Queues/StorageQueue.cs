using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Seedream.Azure.Storage;
using Seedream.Core.Queues;

namespace Seedream.Azure.Queues;

/// <summary>
/// A queue of Azure Queue Storage. Messages are written as base64, which is what Functions triggers expect; they are handed
/// over as they lie there, since other systems may write plain text.
/// </summary>
public sealed class StorageQueue(QueueClient queue, QueueClient poison) : IMessageQueue
{
    private const int MostPerReceive = 32;
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public string Name => queue.Name;

    public Task SendAsync(string text, CancellationToken cancellationToken)
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        return SendAsync(queue, encoded, cancellationToken);
    }

    public async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan visibility, CancellationToken cancellationToken)
    {
        QueueMessage[] messages = await DoAsync(
            queue, async () => (await queue.ReceiveMessagesAsync(Math.Clamp(most, 1, MostPerReceive), visibility, cancellationToken)).Value, cancellationToken);
        return [.. messages.Select(message => new QueuedMessage
        {
            Id = message.MessageId,
            Receipt = message.PopReceipt,
            Text = message.MessageText ?? "",
            Deliveries = message.DequeueCount,
            InsertedAt = message.InsertedOn,
        })];
    }

    public Task<QueuedMessage?> ExtendAsync(QueuedMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return DoAsync<QueuedMessage?>(queue, async () =>
        {
            try
            {
                // The text travels along: without it some versions of the service would empty the message.
                UpdateReceipt receipt = await queue.UpdateMessageAsync(message.Id, message.Receipt, message.Text, visibility, cancellationToken);
                return message with { Receipt = receipt.PopReceipt };
            }
            catch (RequestFailedException exception) when (IsNotOurs(exception))
            {
                return null;
            }
        }, cancellationToken);
    }

    public Task<bool> DeleteAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return DoAsync(queue, async () =>
        {
            try
            {
                await queue.DeleteMessageAsync(message.Id, message.Receipt, cancellationToken);
                return true;
            }
            catch (RequestFailedException exception) when (IsNotOurs(exception))
            {
                return false;
            }
        }, cancellationToken);
    }

    public async Task MoveToPoisonAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        await SendAsync(poison, message.Text, cancellationToken);
        await DeleteAsync(message, cancellationToken);
    }

    private static Task<SendReceipt> SendAsync(QueueClient to, string text, CancellationToken cancellationToken) =>
        DoAsync(to, async () => (await to.SendMessageAsync(text, visibilityTimeout: null, timeToLive: Forever, cancellationToken)).Value, cancellationToken);

    // Deleted meanwhile, or delivered to somebody else.
    private static bool IsNotOurs(RequestFailedException exception) =>
        exception.ErrorCode == QueueErrorCode.MessageNotFound || exception.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    private static Task<T> DoAsync<T>(QueueClient client, Func<Task<T>> call, CancellationToken cancellationToken) => AzureFault.ExplainedAsync(client.Uri, async () =>
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return await call();
        }
    }, cancellationToken);
}
