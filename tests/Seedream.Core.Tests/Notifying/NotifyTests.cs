using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Notifying;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Tests.Notifying;

public class NotifyTests
{
    private readonly NotifyFixture _fixture = new();

    [Fact]
    public async Task RunAsync_EndedBatch_TellsACloudEventWithItsManifestAndWithoutPrompts()
    {
        Notice notice = await _fixture.EndBatchAsync();
        ScriptedTarget target = new("queue", Delivery.Done);

        NotifyResult result = await _fixture.Activity(target).RunAsync(new NotifyInput { Notice = notice }, CancellationToken.None);

        Assert.Null(result.TryAgainIn);
        Assert.Equal(2, await _fixture.NotifiedRoundAsync());
        EventMessage message = Assert.Single(target.Messages);
        JsonElement told = NotifyFixture.Json(message.Body);
        Assert.Equal("1.0", told.GetProperty("specversion").GetString());
        Assert.Equal("cats-1a2b3c4d.r2", told.GetProperty("id").GetString());
        Assert.Equal("/seedream", told.GetProperty("source").GetString());
        Assert.Equal("seedream.batch.completed_with_errors", told.GetProperty("type").GetString());
        Assert.Equal("cats-1a2b3c4d", told.GetProperty("subject").GetString());
        Assert.Equal("application/json", told.GetProperty("datacontenttype").GetString());
        Assert.Equal(told.GetProperty("data").GetProperty("completed_at").GetString(), told.GetProperty("time").GetString());
        Assert.Equal(1, told.GetProperty("data").GetProperty("counts").GetProperty("succeeded").GetInt32());
        Assert.Equal("manifest.json", told.GetProperty("data").GetProperty("reports").EnumerateArray().Last().GetString());
        Assert.DoesNotContain("fox", Encoding.UTF8.GetString(message.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OneOfTwoTargetsFails_TriesOnlyThatOneAgain()
    {
        Notice notice = await _fixture.EndBatchAsync();
        ScriptedTarget queue = new("queue", Delivery.Done);
        ScriptedTarget webhook = new("webhook", Delivery.Failed("answered 500"), Delivery.Done);
        Notify notify = _fixture.Activity(queue, webhook);

        NotifyResult first = await notify.RunAsync(new NotifyInput { Notice = notice }, CancellationToken.None);
        Assert.Equal(["webhook"], first.Undelivered);
        Assert.Equal(TimeSpan.FromSeconds(5), first.TryAgainIn);
        Assert.Equal(0, await _fixture.NotifiedRoundAsync());

        NotifyResult second = await notify.RunAsync(new NotifyInput { Notice = notice, Attempt = 2, Targets = first.Undelivered }, CancellationToken.None);

        Assert.Null(second.TryAgainIn);
        Assert.Single(queue.Messages);
        Assert.Equal(webhook.Messages[0].Body.ToArray(), webhook.Messages[1].Body.ToArray());
        Assert.Equal(2, await _fixture.NotifiedRoundAsync());
    }

    [Fact]
    public async Task RunAsync_LastTryFails_GivesUpLoudlyAndKeepsTheEvent()
    {
        Notice notice = await _fixture.EndBatchAsync();
        ScriptedTarget webhook = new("webhook", Delivery.Failed("answered 500"));

        NotifyResult result = await _fixture.Activity(webhook).RunAsync(new NotifyInput { Notice = notice, Attempt = 3 }, CancellationToken.None);

        Assert.Null(result.TryAgainIn);
        Assert.Equal(["webhook"], result.Undelivered);
        string record = Assert.Single(_fixture.State.Names, name => name.StartsWith("notifications/failed/cats-1a2b3c4d-r2-", StringComparison.Ordinal));
        JsonElement kept = NotifyFixture.Json(_fixture.State.Content(record));
        Assert.Equal("cats-1a2b3c4d.r2", kept.GetProperty("event").GetProperty("id").GetString());
        Assert.Equal(3, kept.GetProperty("tries").GetInt32());
        Assert.Contains(_fixture.Log.Lines, line => line.Level == LogLevel.Error && line.Text.Contains(record, StringComparison.Ordinal));
        Assert.Equal(2, await _fixture.NotifiedRoundAsync());
    }

    [Fact]
    public async Task RunAsync_ReceiverWantsNoMore_IsNotAskedAgain()
    {
        Notice notice = await _fixture.EndBatchAsync();
        ScriptedTarget webhook = new("webhook", Delivery.Refused("answered 410"));

        NotifyResult result = await _fixture.Activity(webhook).RunAsync(new NotifyInput { Notice = notice }, CancellationToken.None);

        Assert.Null(result.TryAgainIn);
        Assert.Contains(_fixture.Log.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task RunAsync_ReceiverAsksForMoreTime_GetsIt()
    {
        Notice notice = await _fixture.EndBatchAsync();
        ScriptedTarget webhook = new("webhook", Delivery.Failed("answered 429", TimeSpan.FromMinutes(7)));

        NotifyResult result = await _fixture.Activity(webhook).RunAsync(new NotifyInput { Notice = notice }, CancellationToken.None);

        Assert.Equal(TimeSpan.FromMinutes(7), result.TryAgainIn);
    }

    [Fact]
    public async Task RunAsync_LaterRoundHasEnded_SaysNothing()
    {
        Notice notice = await _fixture.EndBatchAsync();
        ScriptedTarget queue = new("queue");

        await _fixture.Activity(queue).RunAsync(new NotifyInput { Notice = notice with { Round = 1 } }, CancellationToken.None);

        Assert.Empty(queue.Messages);
    }

    [Fact]
    public void WaitAfter_EightTries_TakeAboutAnHour()
    {
        NotificationsOptions options = new();

        TimeSpan waited = TimeSpan.FromSeconds(Enumerable.Range(1, options.MaxTries - 1).Sum(attempt => options.WaitAfter(attempt).TotalSeconds));

        Assert.InRange(waited, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(70));
    }

    [Fact]
    public async Task RunAsync_SingleJobAndPoisonedMessage_AreToldAsTheyAre()
    {
        ScriptedTarget queue = new("queue", Delivery.Done, Delivery.Done);
        JobOutcome outcome = new() { Row = 1, Outcome = OutcomeKind.Failed, Attempt = 1, Attempts = 1, ErrorCode = "API400", Error = NotifyFixture.Prompt, RequestId = "req-1" };
        PoisonNoticeData poison = new() { Queue = "seedream-jobs", MessageId = "3f/../x", Reason = "it is no JSON", Deliveries = 5 };
        Notify notify = _fixture.Activity(queue);

        await notify.RunAsync(new NotifyInput { Notice = Notice.ForJob("job-1", outcome) }, CancellationToken.None);
        await notify.RunAsync(new NotifyInput { Notice = Notice.ForPoison(poison, DateTimeOffset.UnixEpoch) }, CancellationToken.None);

        Assert.Equal(["seedream.job.failed", "seedream.message.poisoned"], queue.Messages.Select(message => message.Type));
        Assert.DoesNotContain("fox", Encoding.UTF8.GetString(queue.Messages[0].Body.Span), StringComparison.Ordinal);
        Assert.Equal(5, NotifyFixture.Json(queue.Messages[1].Body).GetProperty("data").GetProperty("deliveries").GetInt32());
        Assert.Matches("^notice\\.poison-seedream-jobs-3f-x-[0-9a-f]{10}$", Notice.ForPoison(poison, DateTimeOffset.UnixEpoch).InstanceId);
    }

    [Fact]
    public void Notice_AcrossADurableBoundary_IsTheSame()
    {
        Notice notice = Notice.ForPoison(new PoisonNoticeData { Queue = "q", MessageId = "m", Reason = "r", Deliveries = 1 }, DateTimeOffset.UnixEpoch);

        string json = JsonSerializer.Serialize(new NotifyInput { Notice = notice, Attempt = 2, Targets = ["webhook"] });
        NotifyInput again = JsonSerializer.Deserialize<NotifyInput>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(again));
        Assert.Equal(notice.InstanceId, again.Notice.InstanceId);
    }
}
