using System.Text;
using Azure.Storage.Queues;
using Seedream.Azure.Queues;
using Seedream.Core.Queues;
using Seedream.Core.Storage;

namespace Seedream.Azure.Tests.Queues;

[Collection(nameof(AzuriteTests))]
public sealed class StorageQueueTests(Azurite azurite)
{
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(1);
    private readonly string _name = "queue-" + Guid.NewGuid().ToString("n");

    [AzuriteFact]
    public async Task Receive_QueueMissing_IsCreatedAndEmpty()
    {
        Assert.Empty(await Open().ReceiveAsync(32, Hidden, CancellationToken.None));
        Assert.Empty(await Open().ReceiveAsync(32, Hidden, CancellationToken.None));
    }

    [AzuriteFact]
    public async Task Send_AnyText_IsReceivedAsBase64OfIt()
    {
        const string Text = "{\"prompt\":\"<ein Fuchs> & 狐\"}";
        await Open().SendAsync(Text, CancellationToken.None);

        QueuedMessage received = Assert.Single(await Open().ReceiveAsync(1, Hidden, CancellationToken.None));

        Assert.Equal(Text, Encoding.UTF8.GetString(Convert.FromBase64String(received.Text)));
        Assert.Equal(1, received.Deliveries);
        Assert.NotNull(received.InsertedAt);
    }

    [AzuriteFact]
    public async Task Receive_PlainText_IsHandedOverAsItLies()
    {
        await Client().CreateAsync();
        await Client().SendMessageAsync("{\"prompt\":\"a fox\"}");

        Assert.Equal("{\"prompt\":\"a fox\"}", Assert.Single(await Open().ReceiveAsync(32, Hidden, CancellationToken.None)).Text);
    }

    [AzuriteFact]
    public async Task Extend_GivenBack_IsDeliveredAgainWithTheSameIdAndTheOldReceiptIsWorthless()
    {
        IMessageQueue queue = Open();
        await queue.SendAsync("x", CancellationToken.None);
        QueuedMessage first = Assert.Single(await queue.ReceiveAsync(1, Hidden, CancellationToken.None));
        Assert.Empty(await queue.ReceiveAsync(1, Hidden, CancellationToken.None));

        QueuedMessage? extended = await queue.ExtendAsync(first, Hidden, CancellationToken.None);
        Assert.NotEqual(first.Receipt, extended!.Receipt);
        Assert.Null(await queue.ExtendAsync(first, Hidden, CancellationToken.None));
        await queue.ExtendAsync(extended, TimeSpan.Zero, CancellationToken.None);
        QueuedMessage second = Assert.Single(await queue.ReceiveAsync(1, Hidden, CancellationToken.None));

        Assert.Equal((first.Id, first.Text, 2), (second.Id, second.Text, second.Deliveries));
        Assert.False(await queue.DeleteAsync(first, CancellationToken.None));
        Assert.True(await queue.DeleteAsync(second, CancellationToken.None));
        Assert.False(await queue.DeleteAsync(second, CancellationToken.None));
    }

    [AzuriteFact]
    public async Task MoveToPoison_Text_LiesInThePoisonQueueUnchanged()
    {
        IMessageQueue queue = Open();
        await queue.SendAsync("rubbish", CancellationToken.None);
        QueuedMessage message = Assert.Single(await queue.ReceiveAsync(1, Hidden, CancellationToken.None));

        await queue.MoveToPoisonAsync(message, CancellationToken.None);

        IMessageQueue poison = AzureQueues.Open(azurite.ConnectionString, _name + QueueNames.PoisonSuffix);
        Assert.Equal(message.Text, Assert.Single(await poison.ReceiveAsync(1, Hidden, CancellationToken.None)).Text);
        Assert.False(await queue.DeleteAsync(message, CancellationToken.None));
    }

    [AzuriteFact]
    public async Task Receive_WrongKey_SaysWhatToCheck()
    {
        IMessageQueue queue = AzureQueues.Open(azurite.ConnectionString.Replace("AccountKey=E", "AccountKey=F", StringComparison.Ordinal), _name);

        StorageUnusableException refused = await Assert.ThrowsAsync<StorageUnusableException>(() => queue.ReceiveAsync(1, Hidden, CancellationToken.None));

        Assert.Contains("refuses access", refused.Message, StringComparison.Ordinal);
    }

    private IMessageQueue Open() => AzureQueues.Open(azurite.ConnectionString, _name);

    private QueueClient Client() => new(azurite.ConnectionString, _name);
}
