using System.Runtime.CompilerServices;

namespace Seedream.Core.Tests.Storage;

/// <summary>A test that needs a small disk: Linux, and the right to mount one. In CI that right must be there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Permitted = new(SmallDisk.IsPermitted);

    public SmallDiskFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Needs a tmpfs, which is Linux.";
        else if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) && !Permitted.Value)
            Skip = "Needs the right to mount a tmpfs: run as root, or with sudo that asks for no password.";
    }
}
