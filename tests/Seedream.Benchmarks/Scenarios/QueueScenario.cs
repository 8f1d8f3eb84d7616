using System.Diagnostics;
using System.Text.Json.Nodes;
using Seedream.Azure.Queues;
using Seedream.Azure.Storage;
using Seedream.Azure.Tests;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Core.Queues;
using Seedream.Core.Storage;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>
/// Single jobs through a queue of Azurite: one side sends them, never more than <see cref="MostAhead"/> ahead of what has ended,
/// another reads and deletes what is told of them. Both keep the queues short: Azurite sorts the index of all its messages anew
/// with every deletion.
/// </summary>
internal static class QueueScenario
{
    private const int MostAhead = 500;
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task MeasureAsync(Workbench bench)
    {
        if (Azurite.WhyNot is { } reason)
        {
            Console.Error.WriteLine($"  left out: {reason}");
            return;
        }

        int messages = bench.Size(10_000, 20);
        await using Azurite azurite = new();
        await azurite.InitializeAsync();
        string account = azurite.NewAccount();
        await using SimulatorServer api = await bench.StartApiAsync(LoadScenarios.Fast);
        using ServeProcess host = await ServeProcess.StartAsync(api.BaseUrl, api.Token, bench.NewFolder(), account);
        PipelineStorage storage = AzureStorage.Open(account);

        long start = Stopwatch.GetTimestamp();
        Task sending = SendAsync(AzureQueues.Open(account, QueueNames.Jobs), messages, api);
        int told = await ReadEventsAsync(AzureQueues.Open(account, QueueNames.Events), messages);
        await sending;
        while (await storage.State.ListAsync(StateLayout.Open, CancellationToken.None).AnyAsync())
            await Task.Delay(Pause);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        int ended = await storage.Images.ListAsync("jobs/", CancellationToken.None).CountAsync(found => found.Name.EndsWith("/manifest.json", StringComparison.Ordinal));
        LoadScenarios.Books(bench, api, messages, ended);
        bench.Found(new Finding { What = "jobs told as events ÷ wanted", Value = told / (double)messages, AtLeast = 1, AtMost = 1 });
        bench.Found(new Finding { What = "messages per second", Value = messages / seconds, Unit = "jobs/s", Note = $"{Text.Of(messages)} messages in {Text.Of(seconds, "F0")} s, resident memory {Text.Of(host.ResidentBytes / 1e6, "F0")} MB at the end" });
    }

    private static async Task SendAsync(IMessageQueue queue, int messages, SimulatorServer api)
    {
        foreach (string[] some in Prompts.Of(messages).Chunk(MostAhead / 10))
        {
            while (Prompts.NumberOf(some[^1]) - api.Requests.Download > MostAhead)
                await Task.Delay(Pause);
            await Parallel.ForEachAsync(some, async (prompt, stop) =>
                await queue.SendAsync($$"""{"prompt": "{{prompt}}", "id": "{{Text.Of(Prompts.NumberOf(prompt))}}"}""", stop));
        }
    }

    // Until so many jobs were told of; one that is told of twice counts once.
    private static async Task<int> ReadEventsAsync(IMessageQueue queue, int jobs)
    {
        HashSet<string> told = [];
        while (told.Count < jobs)
        {
            IReadOnlyList<QueuedMessage> events = await queue.ReceiveAsync(32, Hidden, CancellationToken.None);
            foreach (QueuedMessage message in events)
            {
                told.Add((string)JsonNode.Parse(Convert.FromBase64String(message.Text))!["subject"]!);
                await queue.DeleteAsync(message, CancellationToken.None);
            }

            if (events.Count == 0)
                await Task.Delay(Pause);
        }

        return told.Count;
    }
}
