using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Seedream.Core.Batches;
using Seedream.Core.Collecting;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Functions.Tests.Support;
using Seedream.Simulator.Faults;

namespace Seedream.Functions.Tests.Durable;

/// <summary>Whole batches on the official in-process durable host.</summary>
public sealed class BatchesOnDurable
{
    [Fact]
    public async Task A_thousand_rows_succeed_each_paid_for_once()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        string batch = await place.AcceptAsync(1_000);

        OrchestrationMetadata end = await place.RunAsync(batch);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        JsonElement[] lines = await place.BalanceAsync(batch, 1_000);
        Assert.All(lines, line => Assert.Equal("succeeded", line.GetProperty("outcome").GetString()));
        Assert.Equal(1_000, place.Server.Account.Paid);
        BatchRecord record = await place.RecordAsync(batch);
        Assert.Equal((BatchStatus.Completed, BatchOwner.Durable), (record.Status, record.Owner));
        Assert.Equal("seedream.batch.completed", Assert.Single(place.Target.Events).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Several_conductors_that_begin_anew_again_and_again_lose_nothing()
    {
        Dictionary<string, string?> settings = new() { ["Seedream:Jobs:MaxParallel"] = "48", ["Seedream:Jobs:MaxPerConductor"] = "16", ["Seedream:Jobs:RenewAfter"] = "20" };
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync(settings: settings);
        string batch = await place.AcceptAsync(300);

        await place.RunAsync(batch);

        await place.BalanceAsync(batch, 300);
        Assert.Equal(300, place.Server.Account.Paid);
        Assert.NotNull(await place.Client.GetInstanceAsync($"{batch}.r1.c2"));
        Assert.Equal(300, (await place.RecordAsync(batch)).Counts[OutcomeKind.Succeeded]);
    }

    [Fact]
    public async Task Faults_of_the_API_cost_no_row_and_no_second_payment()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        place.Server.Faults = FaultPlan.Parse("submit:429=0.1,submit:accept-reset=0.05,status:500=0.1,result:429=0.1,download:truncated=0.1,download:reset=0.05");
        string batch = await place.AcceptAsync(200);

        await place.RunAsync(batch);

        JsonElement[] lines = await place.BalanceAsync(batch, 200);
        Assert.True(place.Server.Account.Paid <= 200);
        // An answer that was lost leaves its row uncertain; everything else is mended.
        Assert.All(lines, line => Assert.Contains(line.GetProperty("outcome").GetString(), (string[])["succeeded", "uncertain"]));
        Assert.Contains(lines, line => line.GetProperty("outcome").GetString() == "uncertain");
    }

    [Fact]
    public async Task Activities_that_die_before_or_after_their_work_are_repeated_and_nothing_is_paid_for_twice()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync(configure: services =>
        {
            services.AddSingleton<IActivity<SubmitJobsInput, SubmittedJobs>>(provider => new ActivityFault<SubmitJobsInput, SubmittedJobs>(ActivatorUtilities.CreateInstance<SubmitJobs>(provider), every: 3, after: true));
            services.AddSingleton<IActivity<CheckJobsInput, CheckedJobs>>(provider => new ActivityFault<CheckJobsInput, CheckedJobs>(ActivatorUtilities.CreateInstance<CheckJobs>(provider), every: 4, after: false));
            services.AddSingleton<IActivity<CollectImagesInput, CheckedJobs>>(provider => new ActivityFault<CollectImagesInput, CheckedJobs>(ActivatorUtilities.CreateInstance<CollectImages>(provider), every: 5, after: true));
        });
        string batch = await place.AcceptAsync(100);

        await place.RunAsync(batch);

        await place.BalanceAsync(batch, 100);
        Assert.Equal(100, place.Server.Account.Paid);
        Assert.Equal(BatchStatus.Completed, (await place.RecordAsync(batch)).Status);
    }

    [Fact]
    public async Task A_batch_cancelled_half_way_accounts_for_every_row()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync(settings: new() { ["Seedream:Jobs:MaxParallel"] = "8" });
        string batch = await place.AcceptAsync(400);
        await place.Starter.StartAsync(batch, 1, CancellationToken.None);
        while (place.Server.Account.Paid < 20)
            await Task.Yield();

        await place.Get<StopMarkers>().CancelAsync(batch, 1, "enough", CancellationToken.None);
        await place.EndOfAsync(batch);

        JsonElement[] lines = await place.BalanceAsync(batch, 400);
        BatchRecord record = await place.RecordAsync(batch);
        Assert.Equal(BatchStatus.Cancelled, record.Status);
        Assert.True(record.Counts[OutcomeKind.NotSubmitted] > 300);
        // What was running was paid for, so it was collected.
        Assert.Equal(lines.Count(line => line.GetProperty("files").GetArrayLength() > 0), record.Counts[OutcomeKind.Succeeded]);
    }

    [Fact]
    public async Task A_halted_batch_goes_on_in_a_retry_and_pays_only_for_what_was_not_submitted()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        place.Server.Faults = new FaultPlan().When(FaultStage.Submit, Fault.InsufficientBalance, _ => place.Server.Account.Paid >= 30);
        string batch = await place.AcceptAsync(100);
        await place.RunAsync(batch);
        Assert.Equal(BatchStatus.Halted, (await place.RecordAsync(batch)).Status);
        int paid = place.Server.Account.Paid;
        Assert.InRange(paid, 30, 99);

        place.Server.Faults = new FaultPlan();
        RoundPreview retry = await place.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, CancellationToken.None);
        await place.RunAsync(batch, retry.Round);

        await place.BalanceAsync(batch, 100);
        Assert.Equal(100, place.Server.Account.Paid);
        Assert.Equal(BatchStatus.Completed, (await place.RecordAsync(batch)).Status);
    }

    [Fact]
    public async Task A_batch_whose_history_was_purged_is_not_run_again_and_nobody_is_told_again()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        string batch = await place.AcceptAsync(5);
        await place.RunAsync(batch);
        int told = place.Target.Events.Count;
        await place.Client.PurgeInstanceAsync(BatchInput.InstanceId(batch, 1), CancellationToken.None);

        await place.Starter.StartAsync(batch, 1, CancellationToken.None);

        Assert.Null(await place.Client.GetInstanceAsync(BatchInput.InstanceId(batch, 1), CancellationToken.None));
        Assert.Equal(told, place.Target.Events.Count);
    }

    [Fact]
    public async Task A_round_that_cannot_be_run_ends_with_reports_and_is_told()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        string batch = await place.AcceptAsync(5);
        await place.Get<Core.Storage.PipelineStorage>().State.DeleteAsync(Core.Storage.StateLayout.PlanSummary(batch), CancellationToken.None);

        await place.Starter.StartAsync(batch, 1, CancellationToken.None);
        await place.EndOfAsync(batch);

        Assert.Equal(BatchStatus.Failed, (await place.RecordAsync(batch)).Status);
        Assert.NotNull(await new Core.Reporting.ResultsReader(place.Get<Core.Storage.PipelineStorage>()).TryReadManifestAsync($"{batch}/", CancellationToken.None));
        Assert.Contains(place.Target.Events, told => told.GetProperty("type").GetString() == "seedream.batch.failed");
    }

    [Fact]
    public async Task A_round_is_run_once_however_often_it_is_started_also_after_its_end()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        string batch = await place.AcceptAsync(20);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => place.Starter.StartAsync(batch, 1, CancellationToken.None)));
        OrchestrationMetadata first = await place.EndOfAsync(batch);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => place.Starter.StartAsync(batch, 1, CancellationToken.None)));
        OrchestrationMetadata again = await place.EndOfAsync(batch);

        Assert.Equal((first.CreatedAt, first.LastUpdatedAt), (again.CreatedAt, again.LastUpdatedAt));
        Assert.Equal(20, place.Server.Account.Paid);
        Assert.Single(place.Target.Events);
    }

    [Fact]
    public async Task A_round_that_cannot_be_run_is_given_up_on_record_with_the_reason()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync();
        string batch = await place.AcceptAsync(5);
        await place.Get<PipelineStorage>().State.DeleteAsync(StateLayout.PlanSummary(batch), CancellationToken.None);

        OrchestrationMetadata end = await place.RunAsync(batch);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        BatchRecord record = await place.RecordAsync(batch);
        Assert.Equal(BatchStatus.Failed, record.Status);
        Assert.Contains("has no plan", record.Reason, StringComparison.Ordinal);
        Assert.NotNull(record.CompletedAt);
        Assert.Equal(0, place.Server.Account.Paid);
    }

    [Fact]
    public async Task Whoever_asks_sees_how_far_a_batch_is()
    {
        await using DurableWorkplace place = await DurableWorkplace.CreateAsync(settings: new() { ["Seedream:Jobs:MaxParallel"] = "8" });
        string batch = await place.AcceptAsync(60);
        await place.Starter.StartAsync(batch, 1, CancellationToken.None);

        RoundProgress? progress = null;
        while (progress is not { Finished: > 0 })
            progress = (await place.Get<BatchQueries>().FindAsync(batch, CancellationToken.None))!.Progress;

        Assert.InRange(progress.Finished, 1, 60);
        Assert.Equal(progress.Finished, progress.Ended.Values.Sum());
        await place.EndOfAsync(batch);
        await place.BalanceAsync(batch, 60);
    }
}
