using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Seedream.Benchmarks.Reporting;

/// <summary>What a reader must know of the machine to judge the numbers.</summary>
public sealed record MachineFacts
{
    [JsonPropertyName("cores")]
    public int Cores { get; init; } = Environment.ProcessorCount;

    [JsonPropertyName("processor")]
    public string Processor { get; init; } = ReadProcessor();

    [JsonPropertyName("memory_bytes")]
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    [JsonPropertyName("system")]
    public string System { get; init; } = RuntimeInformation.OSDescription;

    [JsonPropertyName("runtime")]
    public string Runtime { get; init; } = RuntimeInformation.FrameworkDescription;

    /// <summary>Mean number of runnable processes over the last minute, before anything was measured; null where the system does not tell.</summary>
    [JsonPropertyName("load_before")]
    public double? LoadBefore { get; init; } = ReadLoad();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Cores} cores ({Processor}), {MemoryBytes >> 20} MB, {System}, {Runtime}, load {LoadBefore?.ToString("F1", CultureInfo.InvariantCulture) ?? "unknown"}");

    private static string ReadProcessor()
    {
        const string File = "/proc/cpuinfo";
        string? line = global::System.IO.File.Exists(File)
            ? global::System.IO.File.ReadLines(File).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static double? ReadLoad() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : null;
}
