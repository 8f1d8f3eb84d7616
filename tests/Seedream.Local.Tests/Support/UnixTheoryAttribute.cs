using System.Runtime.CompilerServices;

namespace Seedream.Local.Tests.Support;

/// <summary>Tests that send a signal to a process; skipped on Windows, which has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (OperatingSystem.IsWindows())
            Skip = "Needs signals, which Windows does not have.";
    }
}
