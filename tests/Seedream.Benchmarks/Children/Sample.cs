namespace Seedream.Benchmarks.Children;

/// <summary>A process at one moment of a soak.</summary>
/// <param name="Hour">Hours since it began, by its own clock.</param>
/// <param name="HeapBytes">Live objects after a full collection.</param>
/// <param name="ResidentBytes">Memory that is resident.</param>
/// <param name="Handles">Open files, sockets and the like.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Jobs">Jobs done so far.</param>
public sealed record Sample(double Hour, long HeapBytes, long ResidentBytes, int Handles, int Threads, int Jobs);
