using System.Text.Json.Serialization;

namespace Seedream.Core.Batches;

[JsonSerializable(typeof(StopMarker))]
[JsonSerializable(typeof(BatchRecord))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
public sealed partial class BatchesJson : JsonSerializerContext;
