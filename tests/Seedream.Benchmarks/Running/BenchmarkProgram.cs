using System.Text.Json;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Scenarios;

namespace Seedream.Benchmarks.Running;

/// <summary>Runs scenarios one after the other, prints what they found and writes it as JSON.</summary>
internal static class BenchmarkProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (BenchmarkArguments.Parse(args, out string problem) is not { } arguments)
        {
            Console.Error.WriteLine($"{problem}\n\n{BenchmarkArguments.Usage}");
            return 2;
        }

        MachineFacts machine = new();
        Console.Error.WriteLine(machine);
        List<Finding> findings = [];
        bool failed = false;
        foreach (Scenario scenario in arguments.Scenarios)
        {
            Console.Error.WriteLine($"{scenario.Name}: {scenario.What}");
            await using Workbench bench = new(scenario.Name, arguments);
            try
            {
                await scenario.MeasureAsync(bench);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The others are worth measuring all the same.
                failed = true;
                Console.Error.WriteLine($"{scenario.Name} failed: {exception}");
            }

            findings.AddRange(bench.Findings);
        }

        Console.WriteLine(FindingTable.Of(findings));
        if (arguments.JsonFile is { } file)
        {
            BenchmarkReport report = new() { At = DateTimeOffset.UtcNow, Quick = arguments.Quick, Machine = machine, Findings = findings };
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, ReportingJson.Default.BenchmarkReport));
        }

        return failed ? 1 : 0;
    }
}
