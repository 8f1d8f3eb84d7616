using System.Text.Json.Serialization;

namespace Seedream.Core.Retention;

[JsonSerializable(typeof(Leftover))]
[JsonSerializable(typeof(Tombstone))]
internal sealed partial class RetentionJson : JsonSerializerContext;
