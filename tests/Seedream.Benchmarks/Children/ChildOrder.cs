namespace Seedream.Benchmarks.Children;

/// <summary>What a child process is told to do, as one line of JSON on its standard input.</summary>
public sealed record ChildOrder
{
    public required ChildWork Work { get; init; }

    /// <summary>Where it keeps its files.</summary>
    public required string Folder { get; init; }

    /// <summary>Storage account instead of the folder; may hold a key, so it is never printed.</summary>
    public string? Account { get; init; }

    /// <summary>Address of the simulator.</summary>
    public Uri? Api { get; init; }

    public string Token { get; init; } = "";

    public int Rows { get; init; }

    /// <summary>Rows run beforehand, so that no measurement holds the compilation of the code.</summary>
    public int WarmUpRows { get; init; }

    /// <summary>Jobs in flight; 0 for the default.</summary>
    public int Parallel { get; init; }

    /// <summary>How long the script waits between two looks, in milliseconds.</summary>
    public int PollMs { get; init; }

    /// <summary>How many times faster than the real one the clock runs.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Settings of the pipeline, without their <c>Seedream:</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
