using Seedream.Benchmarks.Reporting;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Running;

/// <summary>What a scenario works with: a folder that is removed afterwards, a simulator, child processes, a place for findings.</summary>
internal sealed class Workbench(string scenario, BenchmarkArguments arguments) : IAsyncDisposable
{
    private readonly List<Finding> _findings = [];
    private int _folders;

    public BenchmarkArguments Arguments => arguments;

    public bool Quick => arguments.Quick;

    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(arguments.Work, $"seedream-bench-{Guid.NewGuid():n}")).FullName;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The full size, or the one for a smoke run.</summary>
    public int Size(int full, int quick) => Quick ? quick : full;

    public string NewFolder() => Path.Combine(Folder, Text.Of(++_folders));

    public Task<SimulatorServer> StartApiAsync(SimulatorOptions options) => SimulatorServer.StartAsync(options with
    {
        Urls = $"http://127.0.0.1:{Text.Of(arguments.ApiPort)}",
        BalanceUsd = 1_000_000_000,
    });

    public void Found(Finding finding)
    {
        Finding named = finding with { Scenario = scenario };
        _findings.Add(named);
        Console.Error.WriteLine($"  {named.What}: {Text.Of(named.Value, "0.####")} {named.Unit} ({named.Note})");
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
