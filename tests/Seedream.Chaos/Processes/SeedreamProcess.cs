using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Seedream.Chaos.Processes;

/// <summary>A real <c>seedream</c> process, to be killed, frozen and asked how it ended.</summary>
internal sealed class SeedreamProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentQueue<string> _outputLines = new();
    private readonly ConcurrentQueue<string> _errorLines = new();
    private bool _disposed;

    public SeedreamProcess(IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "seedream.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("Seedream", StringComparison.OrdinalIgnoreCase) || name.StartsWith("RUNCOMFY_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        Id = _process.Id;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, _outputLines), ReadAsync(_process.StandardError, _errorLines));
    }

    public int Id { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What it has said so far.</summary>
    public string Output => string.Join('\n', _outputLines);

    public string Error => string.Join('\n', _errorLines);

    public string Command => string.Join(' ', _process.StartInfo.ArgumentList.Skip(1));

    /// <summary>True when it was still alive.</summary>
    public bool Kill() => !_process.HasExited && Signals.Send(Id, Signals.Kill);

    public void Signal(int signal)
    {
        if (!_process.HasExited)
            Signals.Send(Id, signal);
    }

    /// <summary>False if it has not ended within that time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using CancellationTokenSource patience = new(time);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.HasExited;
    }

    public async Task<string> OutputAsync()
    {
        await _reading;
        return Output;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (Kill())
            _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task ReadAsync(StreamReader from, ConcurrentQueue<string> lines)
    {
        while (await from.ReadLineAsync() is { } line)
            lines.Enqueue(line);
    }
}
