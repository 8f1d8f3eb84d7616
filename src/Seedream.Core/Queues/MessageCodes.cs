using Seedream.Core.RunComfy;

namespace Seedream.Core.Queues;

/// <summary>The stable codes of messages that ended in a poison queue.</summary>
public static class MessageCodes
{
    public const string NotJson = "MSG001";
    public const string NotUnderstood = "MSG002";
    public const string BadJob = "MSG003";
    public const string BadOptions = "MSG004";
    public const string BadFileName = "MSG005";
    public const string NoSuchFile = "MSG006";
    public const string JobRefused = "MSG007";
    public const string KeepsFailing = "MSG008";

    public const string RanBefore = "MSG009";

    public static IReadOnlyList<CodeDescription> All { get; } =
    [
        new(NotJson, "The message is neither JSON nor base64 of JSON.", "Send UTF-8 JSON after docs/schemas/job-message.schema.json, plain or as base64."),
        new(NotUnderstood, "The message is JSON, but neither a job, nor a file reference, nor an event of a storage account.", "Compare it with docs/queues.md."),
        new(BadJob, "The job in the message cannot be run; the reason names every field that is wrong.", "Correct the fields and send it again."),
        new(BadOptions, "The options beside a file reference are wrong.", "Correct them and send it again."),
        new(BadFileName, "The file reference is no name in the prompts container.", "Give the name within the container, such as spring/posters.csv: no URL, no leading slash, no '..'."),
        new(NoSuchFile, "The file that the message names is not in the prompts container.", "Upload the file first, then send the message again."),
        new(JobRefused, "The job may cost more than Seedream:Intake:MaxCostUsd allows.", "Lower max_images, or raise the limit, and send it again."),
        new(KeepsFailing, "Accepting the message failed five times (on Functions ten), or the process died or stood still at each of ten deliveries.", "Read the reason; once it is mended, move the message back from the poison queue. A file, or a job with an `id`, runs once even if it had been accepted; a job without one would be a new job, so look under `jobs/` first whether its prompt is there. A job whose record is there but was never started says `in_progress` until its message is moved back."),
        new(RanBefore, "The file's content ran, or may have run, in a batch that was purged: to run it would pay again.", "To make it anew, and pay anew, send the message with the run number that the reason names."),
    ];
}
