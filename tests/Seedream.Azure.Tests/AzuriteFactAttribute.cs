using System.Runtime.CompilerServices;

namespace Seedream.Azure.Tests;

/// <summary>A test that needs Azurite, which needs Node. Skipped where there is none, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Azurite.WhyNot;

    /// <summary>Whether it stops Azurite in the middle and starts it again, which takes a signal that Windows does not have.</summary>
    public bool NeedsSignals
    {
        get => field;
        set
        {
            field = value;
            if (value && OperatingSystem.IsWindows())
                Skip ??= "Needs signals, which Windows does not have.";
        }
    }
}
