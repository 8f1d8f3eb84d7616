using System.Text.Json.Serialization;

namespace Seedream.Core.Outcomes;

[JsonSerializable(typeof(JobOutcome))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class OutcomesJson : JsonSerializerContext;
