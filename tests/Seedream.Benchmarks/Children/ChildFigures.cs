namespace Seedream.Benchmarks.Children;

/// <summary>What a child process measured, as one line of JSON on its standard output.</summary>
public sealed record ChildFigures
{
    /// <summary>Wall-clock time of the work, warm-up aside.</summary>
    public double Seconds { get; init; }

    /// <summary>Processor time of the work, all threads.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Most memory the process ever had resident, in bytes.</summary>
    public long PeakBytes { get; init; }

    /// <summary>Jobs that succeeded.</summary>
    public int Succeeded { get; init; }

    /// <summary>Mean time from the end of a generation to its stored image, in seconds; 0 where it is not measured.</summary>
    public double MeanLagSeconds { get; init; }

    /// <summary>Storage calls by kind.</summary>
    public IReadOnlyDictionary<string, long> StorageCalls { get; init; } = new Dictionary<string, long>();

    /// <summary>Bytes copied or planned.</summary>
    public long Bytes { get; init; }

    /// <summary>The batch that was made or run.</summary>
    public string Batch { get; init; } = "";

    /// <summary>Memory and handles over time; soak only.</summary>
    public IReadOnlyList<Sample> Samples { get; init; } = [];
}
