using System.Text.Json.Serialization;
using Seedream.Core.Notifying;

namespace Seedream.Local.Serving;

[JsonSerializable(typeof(OpenRound))]
[JsonSerializable(typeof(Notice))]
internal sealed partial class ServingJson : JsonSerializerContext;
