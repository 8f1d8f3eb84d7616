using Azure.Core;
using Azure.Storage.Queues;
using Seedream.Core.Queues;

namespace Seedream.Azure.Queues;

/// <summary>The queues of one storage account.</summary>
public static class AzureQueues
{
    /// <summary>A queue, created by the first call that misses it. Nothing is requested yet.</summary>
    /// <param name="account">As for <see cref="Storage.AzureStorage.Open"/>; an address may name the account's blob or queue service.</param>
    /// <param name="name">Name of the queue.</param>
    /// <param name="credential">Used with an address instead of the default one.</param>
    public static IMessageQueue Open(string account, string name, TokenCredential? credential = null)
    {
        QueueServiceClient service = AzureAccount.ForQueues(account, credential);
        return new StorageQueue(service.GetQueueClient(name), service.GetQueueClient(name + QueueNames.PoisonSuffix));
    }
}
