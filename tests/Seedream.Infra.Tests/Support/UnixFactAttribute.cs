namespace Seedream.Infra.Tests.Support;

/// <summary>A test of a shell script; skipped on Windows, which has no shell for it.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Needs a POSIX shell.";
    }
}
