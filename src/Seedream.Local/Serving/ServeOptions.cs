namespace Seedream.Local.Serving;

/// <summary>How <c>seedream serve</c> works: section <c>Seedream:Serve</c>.</summary>
public sealed class ServeOptions
{
    public const string Section = "Seedream:Serve";

    /// <summary>Most batches that run at a time; further ones wait. Default 8, range 1–100.</summary>
    public int MaxBatches { get; set; } = 8;

    /// <summary>Time between two looks for work that another host has left. Default 5 s, range 50 ms–5 min.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time between two looks at an empty queue. Default 2 s, range 50 ms–1 min.</summary>
    public TimeSpan MaxQueuePoll { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Messages accepted at the same time. Default 16, range 1–128.</summary>
    public int MessagesAtOnce { get; set; } = 16;

    /// <summary>How long a message is hidden from others; renewed while it is being accepted. Default 1 min, range 2 s–1 h.</summary>
    public TimeSpan Visibility { get; set; } = TimeSpan.FromMinutes(1);
}
