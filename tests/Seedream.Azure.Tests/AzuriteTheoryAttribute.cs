using System.Runtime.CompilerServices;

namespace Seedream.Azure.Tests;

/// <summary>As <see cref="AzuriteFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    public AzuriteTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Azurite.WhyNot;
}
