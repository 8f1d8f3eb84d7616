using System.Text.Json.Serialization;

namespace Seedream.Benchmarks.Children;

[JsonSerializable(typeof(ChildOrder))]
[JsonSerializable(typeof(ChildFigures))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
public sealed partial class ChildrenJson : JsonSerializerContext;
