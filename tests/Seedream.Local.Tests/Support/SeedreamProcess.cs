using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Seedream.Local.Tests.Support;

/// <summary>The real <c>seedream</c> process, with nothing of this machine's settings in its environment.</summary>
internal sealed class SeedreamProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task _errors;
    private readonly ConcurrentQueue<string> _errorLines = new();

    private SeedreamProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = Task.Run(async () =>
        {
            while (await process.StandardError.ReadLineAsync() is { } line)
                _errorLines.Enqueue(line);
        });
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What stderr says so far.</summary>
    public string ErrorSoFar => string.Join('\n', _errorLines);

    public static SeedreamProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "seedream.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("Seedream", StringComparison.OrdinalIgnoreCase) || name.StartsWith("RUNCOMFY_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new SeedreamProcess(Process.Start(start)!);
    }

    public async Task<ProcessEnd> WaitAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"seedream did not end in {Patience}: {ErrorSoFar}", late);
        }

        await _errors;
        return new ProcessEnd(_process.ExitCode, await _output, ErrorSoFar);
    }

    /// <summary>Sends a signal by its name, for example INT.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
