using System.Collections.Concurrent;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator;

/// <summary>Counts the calls that reached the server, per route, faulty ones included.</summary>
public sealed class RequestLog
{
    private readonly long[] _counts = new long[Enum.GetValues<Route>().Length];
    private readonly ConcurrentDictionary<Fault, long> _faults = new();

    public long Submit => this[Route.Submit];

    public long Status => this[Route.Status];

    public long Result => this[Route.Result];

    public long Cancel => this[Route.Cancel];

    public long Model => this[Route.Model];

    /// <summary>Calls for the list of models or of their categories.</summary>
    public long Lists => this[Route.Models] + this[Route.Categories];

    public long Balance => this[Route.Balance];

    public long Download => this[Route.Download];

    /// <summary>Calls to paths that do not exist, such as <c>/v1/v1/models/...</c>.</summary>
    public long Unknown => this[Route.Unknown];

    /// <summary>All calls to the API, downloads and unknown paths aside.</summary>
    public long ApiCalls => Submit + Status + Result + Cancel + Model + Lists + Balance;

    /// <summary>How often each fault struck.</summary>
    public IReadOnlyDictionary<Fault, long> Faults => _faults;

    /// <summary>How often this fault struck.</summary>
    public long CountOf(Fault fault) => _faults.GetValueOrDefault(fault);

    private long this[Route route] => Interlocked.Read(ref _counts[(int)route]);

    internal void Count(Route route) => Interlocked.Increment(ref _counts[(int)route]);

    internal void Count(Fault fault) => _faults.AddOrUpdate(fault, 1, (_, count) => count + 1);
}
