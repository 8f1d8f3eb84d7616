using System.Text.Json.Serialization;
using Seedream.Core.Jobs;

namespace Seedream.Core.Batches;

[JsonSerializable(typeof(StopMarker))]
[JsonSerializable(typeof(BatchRecord))]
[JsonSerializable(typeof(LeaseRecord))]
[JsonSerializable(typeof(JobDefaults))]
[JsonSerializable(typeof(ProgressRecord))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, NewLine = "\n")]
public sealed partial class BatchesJson : JsonSerializerContext;
