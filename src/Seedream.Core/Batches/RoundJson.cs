using System.Text.Json.Serialization;
using Seedream.Core.Conducting;

namespace Seedream.Core.Batches;

[JsonSerializable(typeof(Job))]
internal sealed partial class RoundJson : JsonSerializerContext;
