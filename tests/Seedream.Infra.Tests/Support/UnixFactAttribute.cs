using System.Runtime.CompilerServices;

namespace Seedream.Infra.Tests.Support;

/// <summary>A test of a shell script; skipped on Windows, which has no shell for it.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (OperatingSystem.IsWindows())
            Skip = "Needs a POSIX shell.";
    }
}
