using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;

namespace Seedream.Functions.Durable;

/// <summary>The activities, under the names of their handles. None is stopped half-way when the host shuts down: it may be paying.</summary>
public sealed class PipelineActivities(IServiceProvider services)
{
    [Function(nameof(Activities.PlanBatch))]
    public Task<BatchPlan> PlanBatchAsync([ActivityTrigger] BatchInput input) => RunAsync(Activities.PlanBatch, input);

    [Function(nameof(Activities.TakeRows))]
    public Task<TakenRows> TakeRowsAsync([ActivityTrigger] TakeRowsInput input) => RunAsync(Activities.TakeRows, input);

    [Function(nameof(Activities.SubmitJobs))]
    public Task<SubmittedJobs> SubmitJobsAsync([ActivityTrigger] SubmitJobsInput input) => RunAsync(Activities.SubmitJobs, input);

    [Function(nameof(Activities.CheckJobs))]
    public Task<CheckedJobs> CheckJobsAsync([ActivityTrigger] CheckJobsInput input) => RunAsync(Activities.CheckJobs, input);

    [Function(nameof(Activities.CollectImages))]
    public Task<CheckedJobs> CollectImagesAsync([ActivityTrigger] CollectImagesInput input) => RunAsync(Activities.CollectImages, input);

    [Function(nameof(Activities.CloseBatch))]
    public Task<BatchResult> CloseBatchAsync([ActivityTrigger] BatchInput input) => RunAsync(Activities.CloseBatch, input);

    [Function(nameof(Activities.GiveUpRound))]
    public Task<BatchResult> GiveUpRoundAsync([ActivityTrigger] GiveUpRoundInput input) => RunAsync(Activities.GiveUpRound, input);

    [Function(nameof(Activities.Notify))]
    public Task<NotifyResult> NotifyAsync([ActivityTrigger] NotifyInput input) => RunAsync(Activities.Notify, input);

    private Task<TOutput> RunAsync<TInput, TOutput>(ActivityHandle<TInput, TOutput> _, TInput input) =>
        services.GetRequiredService<IActivity<TInput, TOutput>>().RunAsync(input, CancellationToken.None);
}
