namespace Seedream.Core.Queues;

/// <summary>The queues of the pipeline.</summary>
public static class QueueNames
{
    /// <summary>Work that other systems ask for: jobs, references to prompt files.</summary>
    public const string Jobs = "seedream-jobs";

    /// <summary>Event Grid's news of files in the prompts container.</summary>
    public const string Drops = "seedream-drops";

    /// <summary>What has ended, been halted or put aside, as CloudEvents.</summary>
    public const string Events = "seedream-events";

    /// <summary>Appended to a queue's name for the messages that nobody could deal with.</summary>
    public const string PoisonSuffix = "-poison";
}
