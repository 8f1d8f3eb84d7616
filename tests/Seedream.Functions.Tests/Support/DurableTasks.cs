using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;
using Seedream.Functions.Durable;

namespace Seedream.Functions.Tests.Support;

/// <summary>Registers the app's own functions with the durable test host, under the names of their attributes.</summary>
internal static class DurableTasks
{
    public static void Register(DurableTaskRegistry registry, Func<PipelineActivities> activities)
    {
        Orchestrator<BatchInput, BatchResult>(registry, Orchestrations.RunBatchAsync);
        Orchestrator<SingleJobInput, BatchResult>(registry, Orchestrations.RunSingleJobAsync);
        Orchestrator<ConductorInput, Progress>(registry, Orchestrations.RunConductorAsync);
        Orchestrator<Notice, NotifyResult>(registry, Orchestrations.RunNotificationAsync);
        Activity<BatchInput, BatchPlan>(registry, nameof(PipelineActivities.PlanBatchAsync), input => activities().PlanBatchAsync(input));
        Activity<TakeRowsInput, TakenRows>(registry, nameof(PipelineActivities.TakeRowsAsync), input => activities().TakeRowsAsync(input));
        Activity<SubmitJobsInput, SubmittedJobs>(registry, nameof(PipelineActivities.SubmitJobsAsync), input => activities().SubmitJobsAsync(input));
        Activity<CheckJobsInput, CheckedJobs>(registry, nameof(PipelineActivities.CheckJobsAsync), input => activities().CheckJobsAsync(input));
        Activity<CollectImagesInput, CheckedJobs>(registry, nameof(PipelineActivities.CollectImagesAsync), input => activities().CollectImagesAsync(input));
        Activity<BatchInput, BatchResult>(registry, nameof(PipelineActivities.CloseBatchAsync), input => activities().CloseBatchAsync(input));
        Activity<GiveUpRoundInput, BatchResult>(registry, nameof(PipelineActivities.GiveUpRoundAsync), input => activities().GiveUpRoundAsync(input));
        Activity<NotifyInput, NotifyResult>(registry, nameof(PipelineActivities.NotifyAsync), input => activities().NotifyAsync(input));
    }

    private static void Orchestrator<TInput, TOutput>(DurableTaskRegistry registry, Func<TaskOrchestrationContext, TInput, Task<TOutput>> function) =>
        registry.AddOrchestratorFunc(function.Method.GetCustomAttribute<FunctionAttribute>()!.Name, function);

    private static void Activity<TInput, TOutput>(DurableTaskRegistry registry, string method, Func<TInput, Task<TOutput>> function)
    {
        string name = typeof(PipelineActivities).GetMethod(method)!.GetCustomAttribute<FunctionAttribute>()!.Name;
        registry.AddActivityFunc<TInput, TOutput>(name, (_, input) => function(input));
    }
}
