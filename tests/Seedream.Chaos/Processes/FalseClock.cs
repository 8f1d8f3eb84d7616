using System.Globalization;

namespace Seedream.Chaos.Processes;

/// <summary>
/// A wall clock that can be moved while a process runs, by libfaketime where it is installed (Debian: <c>faketime</c>).
/// Monotonic time, which timers go by, stays true, as it does when a real clock is set.
/// </summary>
internal sealed class FalseClock
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
    private readonly string _file;

    public FalseClock(string folder, string name)
    {
        _file = Path.Combine(folder, name);
        Set(TimeSpan.Zero);
    }

    public static bool IsPossible => File.Exists(Library);

    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = Library,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <summary>How far it is from the true time, at once and for every process that goes by it.</summary>
    public void Set(TimeSpan offset)
    {
        // Renamed into place: a half-written offset would be read as no offset.
        File.WriteAllText(_file + ".new", string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? "" : "+")}{offset.TotalSeconds:0}\n"));
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
