namespace Seedream.Core.Telemetry;

/// <summary>Names of attributes. Those of metrics take few values; batch, row and request stand on spans only.</summary>
internal static class Tags
{
    public const string Batch = "seedream.batch.id";
    public const string Round = "seedream.batch.round";
    public const string BatchStatus = "seedream.batch.status";
    public const string Row = "seedream.job.row";
    public const string Attempt = "seedream.job.attempt";
    public const string RequestId = "seedream.request.id";
    public const string Phase = "seedream.request.phase";
    public const string QueuePosition = "seedream.request.queue_position";
    public const string Looks = "seedream.job.looks";
    public const string Outcome = "seedream.job.outcome";
    public const string Size = "seedream.job.size";
    public const string Mode = "seedream.job.mode";
    public const string Images = "seedream.job.images";
    public const string SubmissionResult = "seedream.submission.result";
    public const string File = "seedream.image.number";
    public const string Bytes = "seedream.image.size";
    public const string Call = "seedream.api.call";
    public const string Reason = "seedream.cool_down.reason";
    public const string Queue = "messaging.destination.name";
    public const string MessageResult = "seedream.message.result";
    public const string Target = "seedream.notification.target";
    public const string Delivery = "seedream.notification.result";
    public const string ErrorType = "error.type";
}
