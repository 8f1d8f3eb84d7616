using System.Text.Json.Serialization;

namespace Seedream.Benchmarks.Reporting;

[JsonSerializable(typeof(BenchmarkReport))]
[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class ReportingJson : JsonSerializerContext;
