using System.Text.Json.Serialization;

namespace Seedream.Local.Apis;

[JsonSerializable(typeof(BatchOrigin))]
internal sealed partial class ApisJson : JsonSerializerContext;
