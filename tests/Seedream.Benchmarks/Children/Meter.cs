using System.Diagnostics;
using System.Globalization;

namespace Seedream.Benchmarks.Children;

/// <summary>Measures this process from a moment on.</summary>
internal sealed class Meter
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Cpu();

    public ChildFigures Read() => new()
    {
        Seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds,
        CpuSeconds = (Cpu() - _cpu).TotalSeconds,
        PeakBytes = PeakBytes(),
    };

    public static Sample Sample(double hour, int jobs)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        int handles = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : process.HandleCount;
        return new Sample(hour, GC.GetTotalMemory(forceFullCollection: false), process.WorkingSet64, handles, process.Threads.Count, jobs);
    }

    private static TimeSpan Cpu()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    // .NET has no peak of the resident memory on Linux (PeakWorkingSet64 is the current one there).
    private static long PeakBytes()
    {
        using Process process = Process.GetCurrentProcess();
        if (!OperatingSystem.IsLinux())
            return process.PeakWorkingSet64;
        string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
