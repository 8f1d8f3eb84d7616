using System.Text.Json.Serialization;

namespace Seedream.Core.Drops;

[JsonSerializable(typeof(DropRecord))]
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n")]
public sealed partial class DropsJson : JsonSerializerContext;
