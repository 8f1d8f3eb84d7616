using System.Runtime.CompilerServices;

namespace Seedream.Console.Tests.Support;

/// <summary>A test in a real browser. Skipped where there is none, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = BrowserProcess.WhyNot;
}
