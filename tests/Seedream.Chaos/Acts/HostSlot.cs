using Seedream.Chaos.Places;
using Seedream.Chaos.Processes;

namespace Seedream.Chaos.Acts;

/// <summary>One of the two <c>seedream serve</c>, whichever process that is just now, on a port of its own.</summary>
internal sealed class HostSlot(World world, string name, FalseClock? clock) : IDisposable
{
    private const string Listening = "listening on";
    private readonly int _port = world.NextPort();

    public string Name => name;

    public SeedreamProcess Process { get; private set; } = null!;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public void Start()
    {
        Process?.Dispose();
        Process = world.Start(clock, "serve", "--urls", Address.ToString());
    }

    /// <summary>False if it does not listen within that time.</summary>
    public async Task<bool> ListensWithinAsync(TimeSpan time)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!Process.Output.Contains(Listening, StringComparison.Ordinal) && !Process.HasExited && System.Diagnostics.Stopwatch.GetElapsedTime(start) < time)
            await Task.Delay(50);
        return Process.Output.Contains(Listening, StringComparison.Ordinal);
    }

    /// <summary>Starts it again if it has ended; by itself it never should, unless storage could not be used at the start.</summary>
    public async Task RestartIfDeadAsync()
    {
        if (!Process.HasExited)
            return;
        if (Process.ExitCode is not 137 && System.Diagnostics.Stopwatch.GetElapsedTime(world.StorageTroubleAt) > TimeSpan.FromSeconds(60))
            world.Report.Violation($"host {name} ended by itself with {Process.ExitCode}: {await Process.OutputAsync()} {Process.Error}");
        Start();
    }

    public async Task KillAsync()
    {
        if (Process.Kill())
        {
            world.Report.Count("kills");
            world.Report.Count("kills of serve");
        }

        await Process.EndsWithinAsync(TimeSpan.FromSeconds(30));
        await NoteErrorsAsync();
    }

    /// <summary>Stops it in good order.</summary>
    public async Task StopAsync()
    {
        Process.Signal(Signals.Continue);
        Process.Signal(Signals.Terminate);
        if (!await Process.EndsWithinAsync(TimeSpan.FromMinutes(10)))
            world.Report.Violation($"host {name} did not stop in good order: {Process.Error}");
        // 143 is how a process ends that is told to stop before it listens.
        else if (Process.ExitCode is not (0 or 130) && (Process.ExitCode != 143 || (await Process.OutputAsync()).Contains(Listening, StringComparison.Ordinal)))
            world.Report.Violation($"host {name} stopped with {Process.ExitCode}: {Process.Error}");
        await NoteErrorsAsync();
    }

    public void Dispose() => Process.Dispose();

    // The log says it itself when something was paid twice.
    private async Task NoteErrorsAsync()
    {
        await Process.OutputAsync();
        await File.AppendAllTextAsync(Path.Combine(world.Folder, $"serve-{name}.log"), Process.Error + "\n--- the end of this process\n");
        if (Process.Error.Contains("[2001]", StringComparison.Ordinal))
            world.Report.Violation($"host {name} logged a job paid for twice: {Process.Error.Split('\n').First(line => line.Contains("[2001]", StringComparison.Ordinal))}");
    }
}
