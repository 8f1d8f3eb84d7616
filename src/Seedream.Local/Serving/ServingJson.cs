using System.Text.Json.Serialization;

namespace Seedream.Local.Serving;

[JsonSerializable(typeof(OpenRound))]
internal sealed partial class ServingJson : JsonSerializerContext;
