using System.Text.Json.Serialization;

namespace Seedream.Core.Queues;

[JsonSerializable(typeof(PoisonRecord))]
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n")]
public sealed partial class QueuesJson : JsonSerializerContext;
