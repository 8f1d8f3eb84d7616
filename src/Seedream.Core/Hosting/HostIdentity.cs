using System.Diagnostics;
using System.Globalization;

namespace Seedream.Core.Hosting;

/// <summary>
/// Which process, on which machine, wrote something, so that another process on the same machine can tell whether it still
/// lives. Text form: <c>machine/process id/start</c>.
/// </summary>
public sealed record HostIdentity(string Machine, int ProcessId, string Start)
{
    private static readonly Lazy<HostIdentity> ThisProcess = new(() =>
        new HostIdentity(ThisMachine(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "0"));

    /// <summary>The running process.</summary>
    public static HostIdentity Current => ThisProcess.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}/{ProcessId}/{Start}");

    /// <summary>
    /// True only when the process certainly is gone: it ran on this machine (same boot, same process namespace) and no such
    /// process with that start time exists. A process elsewhere is never known to be dead.
    /// </summary>
    public static bool IsKnownDead(string? identity)
    {
        string[] parts = identity?.Split('/') ?? [];
        if (parts.Length != 3 || parts[0] != Current.Machine || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out int processId))
            return false;
        try
        {
            return StartOf(processId) != parts[2];
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string ThisMachine()
    {
        string name = Environment.MachineName.Replace('/', '-');
        if (!OperatingSystem.IsLinux())
            return name;
        // The boot id changes with every start, the namespace with every container: process ids mean something only within both.
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        string space = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
        return $"{name}:{boot}:{space}";
    }

    // On Linux the raw start tick, which no clock change moves; a zombie counts as gone.
    private static string? StartOf(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : fields[19];
            }

            using Process process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
