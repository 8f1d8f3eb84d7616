namespace Seedream.Console.Tests.Support;

/// <summary>A test in a real browser. Skipped where there is none, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserProcess.WhyNot;
}
