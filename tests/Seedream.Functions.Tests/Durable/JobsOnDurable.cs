using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Queues;
using Seedream.Core.Retention;
using Seedream.Functions.Tests.Support;

namespace Seedream.Functions.Tests.Durable;

/// <summary>Single jobs on the official in-process durable host.</summary>
public sealed class JobsOnDurable
{
    private const string Fox = """{"id": "fox-1", "prompt": "a red fox"}""";

    [Fact]
    public async Task A_message_delivered_five_times_is_one_job_that_is_told_once()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();

        MessageVerdict[] verdicts = await Task.WhenAll(Enumerable.Range(0, 5).Select(n =>
            place.Get<MessageIntake>().AcceptAsync(QueueNames.Jobs, $"message-{n}", Fox, CancellationToken.None)));

        string job = Assert.Single(verdicts.SelectMany(verdict => verdict.Started).Distinct());
        await place.EndOfAsync(job);
        Assert.Equal(1, place.Server.Account.Paid);
        JsonElement told = Assert.Single(place.Target.Events);
        Assert.Equal("seedream.job.succeeded", told.GetProperty("type").GetString());
        Assert.Equal(job, told.GetProperty("subject").GetString());
        Assert.Equal(1, told.GetProperty("data").GetProperty("images").GetInt32());
        Assert.Equal(OutcomeKind.Succeeded, (await place.Get<JobQueries>().FindAsync(job, CancellationToken.None))!.Outcome!.Outcome);
    }

    [Fact]
    public async Task An_event_that_does_not_arrive_is_told_again_and_holds_nothing_up()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        place.Target = new CapturedTarget(failures: 2);

        MessageVerdict verdict = await place.Get<MessageIntake>().AcceptAsync(QueueNames.Jobs, "m", Fox, CancellationToken.None);
        await place.EndOfAsync(verdict.Started[0]);

        Assert.Single(place.Target.Events);
    }

    [Fact]
    public async Task A_hundred_jobs_side_by_side_are_paid_for_once_each()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();

        MessageVerdict[] verdicts = await Task.WhenAll(Enumerable.Range(0, 100).Select(n =>
            place.Get<MessageIntake>().AcceptAsync(QueueNames.Jobs, $"message-{n}", $$"""{"prompt": "fox number {{n}}"}""", CancellationToken.None)));

        await Task.WhenAll(verdicts.Select(verdict => place.EndOfAsync(verdict.Started[0])));
        Assert.Equal(100, place.Server.Account.Paid);
        Assert.Equal(100, place.Target.Events.Count);
    }

    [Fact]
    public async Task A_job_that_timed_out_is_collected_later_free_of_charge()
    {
        Dictionary<string, string?> settings = new() { ["Seedream:Waiting:Deadline"] = "00:00:10", ["Seedream:Waiting:MaxInterval"] = "00:00:01", ["Seedream:Housekeeping:CollectAfter"] = "00:00:01" };
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync(DurableWorkplace.Quick() with { GenerationTime = _ => TimeSpan.FromSeconds(13) }, settings);
        MessageVerdict verdict = await place.Get<MessageIntake>().AcceptAsync(QueueNames.Jobs, "m", Fox, CancellationToken.None);
        string job = verdict.Started[0];
        await place.EndOfAsync(job);
        Assert.Equal(OutcomeKind.TimedOut, (await place.Get<JobQueries>().FindAsync(job, CancellationToken.None))!.Outcome!.Outcome);

        while (await place.Get<CollectLeftovers>().RunAsync(CancellationToken.None) == 0)
            await Task.Yield();
        await place.EndOfAsync(job, round: 2);

        Assert.Equal(OutcomeKind.Succeeded, (await place.Get<JobQueries>().FindAsync(job, CancellationToken.None))!.Outcome!.Outcome);
        Assert.Equal(1, place.Server.Account.Paid);
    }

    [Fact]
    public async Task A_job_cancelled_before_it_was_submitted_costs_nothing_and_is_not_told()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        AcceptedJob accepted = await place.Get<JobIntake>().AcceptAsync(
            new JobRequest { Input = new JobInput { Prompt = "a red fox" } }, JobKey.FromMessage(QueueNames.Jobs, "m"), CancellationToken.None);
        await place.Get<StopMarkers>().CancelAsync(accepted.Job.Id, 1, "not wanted", CancellationToken.None);

        await place.RunAsync(accepted.Job.Id);

        Assert.Equal(0, place.Server.Account.Paid);
        Assert.Equal(BatchStatus.Cancelled, (await place.RecordAsync(accepted.Job.Id)).Status);
    }
}
