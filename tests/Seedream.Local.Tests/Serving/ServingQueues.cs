using System.Text;
using System.Text.Json;
using Seedream.Azure.Queues;
using Seedream.Azure.Tests;
using Seedream.Core.Batches;
using Seedream.Core.Queues;
using Seedream.Core.Storage;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Serving;

[Collection(nameof(ServingTests))]
public sealed class ServingQueues(FastAzurite azurite)
{
    [AzuriteFact]
    public async Task A_thousand_messages_of_another_process_are_a_thousand_jobs_each_paid_once()
    {
        string account = azurite.NewAccount();
        await using Service service = await Service.CreateAsync(account);
        service.Start();

        IMessageQueue queue = AzureQueues.Open(account, QueueNames.Jobs);
        await Parallel.ForAsync(0, 1_000, async (number, stop) => await queue.SendAsync($$"""{"prompt":"fox {{number}}","id":"fox-{{number}}"}""", stop));
        // Whoever is not sure that it was sent sends it again.
        await Parallel.ForAsync(0, 50, async (number, stop) => await queue.SendAsync($$"""{"prompt":"fox {{number}}","id":"fox-{{number}}"}""", stop));

        await service.JobsEndedAsync(1_000);
        await Eventually.IsTrueAsync(async () => (await queue.ReceiveAsync(1, TimeSpan.FromSeconds(1), CancellationToken.None)).Count == 0, "the queue to be empty");
        service.IsPaidOnce(1_000);
    }

    [AzuriteFact]
    public async Task Messages_of_no_use_go_to_the_poison_queue_with_a_reason_and_hold_up_nothing()
    {
        string account = azurite.NewAccount();
        await using Service service = await Service.CreateAsync(account);
        IMessageQueue queue = AzureQueues.Open(account, QueueNames.Jobs);
        string[] useless = [new('x', 45_000), """{"file":"nowhere.csv"}""", """{"file":"../../etc/passwd"}""", """{"prompt":"a","resolution":"9K"}""", """{"prompt":"""];
        foreach (string text in useless)
            await queue.SendAsync(text, CancellationToken.None);
        await queue.SendAsync("""{"prompt":"a fox"}""", CancellationToken.None);
        service.Start();

        await service.JobsEndedAsync(1);
        IMessageQueue poison = AzureQueues.Open(account, QueueNames.Jobs + QueueNames.PoisonSuffix);
        List<QueuedMessage> found = [];
        await Eventually.IsTrueAsync(
            async () =>
            {
                found.AddRange(await poison.ReceiveAsync(32, TimeSpan.FromMinutes(1), CancellationToken.None));
                return found.Count >= useless.Length;
            },
            "five poison messages");

        List<string> reasons = [];
        await foreach (ObjectInfo record in service.Storage.State.ListAsync("poison/", CancellationToken.None))
        {
            StoredObject stored = (await service.Storage.State.TryReadAsync(record.Name, CancellationToken.None))!;
            PoisonRecord read = JsonSerializer.Deserialize(stored.Content.Span, QueuesJson.Default.PoisonRecord)!;
            Assert.NotEmpty(read.Reason);
            Assert.Contains(read.Text, found.Select(message => message.Text));
            reasons.Add(read.Code);
        }

        Assert.Equal(["MSG001", "MSG001", "MSG003", "MSG005", "MSG006"], reasons.Order(StringComparer.Ordinal));
        service.IsPaidOnce(1);
    }

    [AzuriteFact]
    public async Task A_file_that_is_announced_referred_to_and_found_is_one_batch()
    {
        string account = azurite.NewAccount();
        await using Service service = await Service.CreateAsync(account);
        await service.DropAsync("spring/posters.csv", Service.Rows(30));
        IMessageQueue drops = AzureQueues.Open(account, QueueNames.Drops);
        IMessageQueue jobs = AzureQueues.Open(account, QueueNames.Jobs);
        const string Created = """{"id":"1","subject":"/blobServices/default/containers/prompts/blobs/spring/posters.csv","eventType":"Microsoft.Storage.BlobCreated","data":{}}""";
        await drops.SendAsync(Created, CancellationToken.None);
        await drops.SendAsync($"[{Created}]", CancellationToken.None);
        await jobs.SendAsync(Created.Replace("eventType\":", "specversion\":\"1.0\",\"type\":", StringComparison.Ordinal), CancellationToken.None);
        await jobs.SendAsync("""{"file":"spring/posters.csv"}""", CancellationToken.None);
        service.Start();

        BatchRecord batch = Assert.Single(await service.BatchesEndedAsync(1));

        Assert.Equal((BatchStatus.Completed, 30, "spring/posters.csv"), (batch.Status, batch.Rows, batch.Source));
        service.IsPaidOnce(30);

        // Asked for deliberately, it is made once more.
        await jobs.SendAsync("""{"file":"spring/posters.csv","options":{"run":2}}""", CancellationToken.None);
        await service.BatchesEndedAsync(2);
        service.IsPaidOnce(60);
    }

    [AzuriteFact]
    public async Task What_ends_and_what_is_put_aside_is_told_on_the_queue_of_events()
    {
        string account = azurite.NewAccount();
        await using Service service = await Service.CreateAsync(account);
        IMessageQueue jobs = AzureQueues.Open(account, QueueNames.Jobs);
        await service.DropAsync("posters.csv", Service.Rows(3));
        await jobs.SendAsync("""{"prompt":"a fox","id":"fox"}""", CancellationToken.None);
        await jobs.SendAsync("""{"prompt":"a secret garden","resolution":"9K"}""", CancellationToken.None);
        service.Start();

        IMessageQueue events = AzureQueues.Open(account, QueueNames.Events);
        Dictionary<string, JsonElement> told = new(StringComparer.Ordinal);
        await Eventually.IsTrueAsync(
            async () =>
            {
                foreach (QueuedMessage message in await events.ReceiveAsync(32, TimeSpan.FromMinutes(5), CancellationToken.None))
                {
                    string text = Encoding.UTF8.GetString(Convert.FromBase64String(message.Text));
                    Assert.DoesNotContain("secret garden", text, StringComparison.Ordinal);
                    JsonElement one = JsonDocument.Parse(text).RootElement;
                    told[one.GetProperty("type").GetString()!] = one;
                }

                return told.Count >= 3;
            },
            "three events");

        Assert.Equal(["seedream.batch.completed", "seedream.job.succeeded", "seedream.message.poisoned"], told.Keys.Order(StringComparer.Ordinal));
        Assert.All(told.Values, one => Assert.Equal("1.0", one.GetProperty("specversion").GetString()));
        Assert.Equal("MSG003", told["seedream.message.poisoned"].GetProperty("data").GetProperty("error_code").GetString());
    }
}
