using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

[JsonSerializable(typeof(JobInput))]
public sealed partial class JobsJson : JsonSerializerContext;
