using System.Text.Json.Serialization;

namespace Seedream.Core.Identity;

[JsonSerializable(typeof(ContentRecord))]
[JsonSerializable(typeof(NameRecord))]
[JsonSerializable(typeof(UpgradeRecord))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, NewLine = "\n")]
internal sealed partial class IdentityJson : JsonSerializerContext;
