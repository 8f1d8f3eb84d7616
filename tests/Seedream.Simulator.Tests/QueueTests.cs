using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Tests;

public sealed class QueueTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Queue_MovesInOrder_AndPositionsAreExact()
    {
        await using SimulatorServer server = await Start(capacity: 2);
        using var client = new RawClient(server);
        string[] ids = await SubmitMany(client, 6);
        Assert.Equal(["running", "running", "0", "1", "2", "3"], await Places(client, ids));

        Assert.Equal("cancelled", await Cancel(client, ids[3]));
        Assert.Equal(["running", "running", "0", "cancelled", "1", "2"], await Places(client, ids));

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["done", "done", "running", "cancelled", "running", "0"], await Places(client, ids));
    }

    [Fact]
    public async Task Cancel_OnlyWhileQueued_AndThenItCostsNothing()
    {
        await using SimulatorServer server = await Start(capacity: 1);
        using var client = new RawClient(server);
        string[] ids = await SubmitMany(client, 2);
        Assert.Equal("not_cancellable", await Cancel(client, ids[0]));
        Assert.Equal("cancelled", await Cancel(client, ids[1]));
        Assert.Equal("cancelled", await Cancel(client, ids[1]));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("not_cancellable", await Cancel(client, ids[0]));
        Assert.Equal("cancelled", (await client.GetJson($"/v1/requests/{ids[1]}/result")).GetProperty("status").GetString());
        Assert.Equal((1, 0.028m), (server.Account.Paid, server.Account.BilledUsd));
    }

    [Fact]
    public async Task Generations_FollowEachOther_WithoutAGapHoweverSeldomAnybodyLooks()
    {
        await using SimulatorServer server = await Start(capacity: 1);
        using var client = new RawClient(server);
        await SubmitMany(client, 3);
        DateTimeOffset start = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([10, 20, 30], server.Account.Submissions.Select(s => (s.FinishedAt!.Value - start).TotalSeconds));
    }

    [Fact]
    public void WaitingLine_WithManyCancellations_CountsLikeAList()
    {
        var line = new WaitingLine();
        var random = new Random(1);
        List<Submission> list = [];
        for (int step = 0; step < 3000; step++)
        {
            int kind = random.Next(4);
            if (kind <= 1)
            {
                var submission = new Submission($"{step}", "m", 1, "{}", new("", "2K", false, 1, "png", false));
                line.Join(submission);
                list.Add(submission);
            }
            else if (list.Count > 0 && kind == 2)
            {
                Submission left = list[random.Next(list.Count)];
                left.State = SubmissionState.Cancelled;
                line.Leave(left);
                list.Remove(left);
            }
            else if (list.Count > 0)
            {
                Assert.Same(list[0], line.Next());
                list.RemoveAt(0);
            }
            if (list.Count == 0) continue;
            int at = random.Next(list.Count);
            Assert.Equal((at, list.Count), (line.Ahead(list[at]), line.Count));
        }
    }

    private Task<SimulatorServer> Start(int capacity) =>
        SimulatorServer.StartAsync(new() { Clock = _clock, Capacity = capacity, GenerationTime = _ => TimeSpan.FromSeconds(10), TinyImages = true });

    private static async Task<string[]> SubmitMany(RawClient client, int count)
    {
        string[] ids = new string[count];
        for (int i = 0; i < count; i++) ids[i] = await client.SubmitOk($"prompt {i}");
        return ids;
    }

    private static async Task<string> Cancel(RawClient client, string id)
    {
        using HttpResponseMessage response = await client.Post($"/v1/requests/{id}/cancel");
        Assert.Equal(202, (int)response.StatusCode);
        return (await RawClient.Json(response)).GetProperty("outcome").GetString()!;
    }

    private static async Task<string[]> Places(RawClient client, string[] ids)
    {
        List<string> places = [];
        foreach (string id in ids)
        {
            JsonElement status = await client.GetJson($"/v1/requests/{id}/status");
            bool queued = status.TryGetProperty("queue_position", out JsonElement place);
            string word = status.GetProperty("status").GetString()!;
            Assert.Equal(word == "in_queue", queued);
            places.Add(queued ? place.GetRawText() : word switch { "in_progress" => "running", "completed" => "done", _ => word });
        }
        return [.. places];
    }
}
