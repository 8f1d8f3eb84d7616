using System.Diagnostics;

namespace Seedream.Chaos.Places;

/// <summary>A disk of its own for the data folder (tmpfs), so that it can be filled; an ordinary folder where nothing can be mounted.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 1200;
    private readonly bool _mounted;

    private SmallDisk(string folder, bool mounted) => (Folder, _mounted) = (folder, mounted);

    public string Folder { get; }

    public bool CanBeFilled => _mounted;

    public static async Task<SmallDisk> CreateAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        return new SmallDisk(folder, OperatingSystem.IsLinux() && await TryAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", folder));
    }

    /// <summary>Fills it up to its last few blocks for a while.</summary>
    public async Task FillAsync(TimeSpan time, Random dice)
    {
        string ballast = Path.Combine(Folder, "ballast");
        long free = new DriveInfo(Folder).AvailableFreeSpace - dice.Next(0, 64 << 10);
        try
        {
            await TryAsync("fallocate", "-l", Math.Max(4096, free).ToString(System.Globalization.CultureInfo.InvariantCulture), ballast);
            await Task.Delay(time);
        }
        finally
        {
            File.Delete(ballast);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_mounted)
            await TryAsync("umount", "-l", Folder);
    }

    private static async Task<bool> TryAsync(string command, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
