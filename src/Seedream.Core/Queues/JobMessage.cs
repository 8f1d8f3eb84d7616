using Seedream.Core.Batches;
using Seedream.Core.Jobs;

namespace Seedream.Core.Queues;

/// <summary>What a queue message says.</summary>
public abstract record JobMessage
{
    private JobMessage()
    {
    }

    /// <summary>A single job.</summary>
    public sealed record OneJob(JobRequest Request) : JobMessage;

    /// <summary>A prompt file in the container, to become a batch.</summary>
    public sealed record PromptFile(string Name, BatchOptions Options) : JobMessage;

    /// <summary>Files of the prompts container that were created; other news in the message is of no concern here.</summary>
    public sealed record Created(IReadOnlyList<string> Files) : JobMessage;

    /// <summary>It cannot be understood.</summary>
    public sealed record Unreadable(string Code, string Reason) : JobMessage;
}
