using System.Runtime.InteropServices;

namespace Seedream.Local.CommandLine;

/// <summary>Ctrl-C and its like: the first asks the command to stop in good order, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public StopSignals()
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Told when the first signal has come.</summary>
    public Action? Stopping { get; set; }

    /// <summary>Told when the second has come, just before the process ends.</summary>
    public Action? Ending { get; set; }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) == 1)
        {
            Stopping?.Invoke();
            _stop.Cancel();
            return;
        }

        Ending?.Invoke();
        Environment.Exit((int)ExitCode.Interrupted);
    }
}
