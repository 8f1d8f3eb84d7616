using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Seedream.Core.Telemetry;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Telemetry;

/// <summary>docs/operations.md has a line per metric and per span, and none too many.</summary>
public class OperationsPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Repository.PathOf("docs/operations.md"));

    [Fact]
    public void Metrics_AllOfThem_AreDocumentedWithKindAndUnit()
    {
        List<string> expected = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == PipelineTelemetry.Name)
                    expected.Add($"`{instrument.Name}` | {Kind(instrument)} | `{instrument.Unit}`");
            },
        };
        foreach (Type type in typeof(PipelineTelemetry).Assembly.GetTypes().Where(DeclaresInstruments))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        listener.Start();

        Assert.Equal(expected.Order(StringComparer.Ordinal), Rows("## Metrics", cells: 3).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Spans_AllOfThem_AreDocumented()
    {
        IEnumerable<string> names = new[] { typeof(JobSpans), typeof(BatchSpans) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => $"`{field.GetRawConstantValue()}`");

        Assert.Equal(names.Order(StringComparer.Ordinal), Rows("## Reading a trace", cells: 1).Order(StringComparer.Ordinal));
    }

    private static bool DeclaresInstruments(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(field => typeof(Instrument).IsAssignableFrom(field.FieldType));

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0].ToLowerInvariant();

    private static IEnumerable<string> Rows(string heading, int cells) => Page
        .SkipWhile(line => line != heading)
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => string.Join(" | ", line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries).Take(cells)));
}
