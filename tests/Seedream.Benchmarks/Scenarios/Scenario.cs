using Seedream.Benchmarks.Running;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>Something that is measured.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="What">In one line, for people.</param>
/// <param name="IsBudget">It holds rows of the budget table, and so is run when no scenario is named.</param>
/// <param name="MeasureAsync">Measures it, and tells the workbench what it found.</param>
internal sealed record Scenario(string Name, string What, bool IsBudget, Func<Workbench, Task> MeasureAsync);
