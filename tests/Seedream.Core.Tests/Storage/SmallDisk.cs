using System.Diagnostics;

namespace Seedream.Core.Tests.Storage;

/// <summary>A file system of a few megabytes in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder mountPoint = new();

    private SmallDisk(string options)
    {
        if (!Run("mount", "-t", "tmpfs", "-o", options, "seedream-test", Path))
            throw new InvalidOperationException("A tmpfs could not be mounted: this test needs root, or sudo without a password.");
    }

    public string Path => mountPoint.Path;

    public static SmallDisk Mount(int megabytes) => new($"size={megabytes}m,mode=1777");

    public static bool IsPermitted()
    {
        try
        {
            using SmallDisk trial = Mount(1);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        mountPoint.Dispose();
    }

    /// <summary>As we are, then as root.</summary>
    private static bool Run(params string[] command) => Start(command) || Start(["sudo", "-n", .. command]);

    private static bool Start(string[] command)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
