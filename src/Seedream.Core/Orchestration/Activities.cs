using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Notifying;

namespace Seedream.Core.Orchestration;

/// <summary>
/// Every activity of the pipeline, in the order in which a row meets them. The names are durable contracts. Each is
/// implemented by the <see cref="IActivity{TInput, TOutput}"/> of the same name.
/// </summary>
public static class Activities
{
    /// <summary>Reads the prompt file into the plan, unless that was done, and decides how the round is shared.</summary>
    public static ActivityHandle<BatchInput, BatchPlan> PlanBatch { get; } = new("PlanBatch", ActivityRetry.Patient);

    /// <summary>The next rows of a share that have no outcome yet.</summary>
    public static ActivityHandle<TakeRowsInput, TakenRows> TakeRows { get; } = new("TakeRows", ActivityRetry.Patient);

    /// <summary>Submits a chunk of rows, each at most once.</summary>
    public static ActivityHandle<SubmitJobsInput, SubmittedJobs> SubmitJobs { get; } = new("SubmitJobs", ActivityRetry.Patient);

    /// <summary>Looks at a chunk of tickets.</summary>
    public static ActivityHandle<CheckJobsInput, CheckedJobs> CheckJobs { get; } = new("CheckJobs", ActivityRetry.Patient);

    /// <summary>Copies the images of finished tickets and stores their outcomes.</summary>
    public static ActivityHandle<CollectImagesInput, CheckedJobs> CollectImages { get; } = new("CollectImages", ActivityRetry.Patient);

    /// <summary>Streams every row's outcome into the results and ends the round.</summary>
    public static ActivityHandle<BatchInput, BatchResult> CloseBatch { get; } = new("CloseBatch", ActivityRetry.Patient);

    /// <summary>Puts on record that a round cannot be run.</summary>
    public static ActivityHandle<GiveUpRoundInput, BatchResult> GiveUpRound { get; } = new("GiveUpRound", ActivityRetry.Patient);

    /// <summary>One try to tell a notice. Failed deliveries are tried again by <see cref="Notification"/>; this repeats only what storage refused.</summary>
    public static ActivityHandle<NotifyInput, NotifyResult> Notify { get; } = new("Notify", ActivityRetry.Brief);
}
