using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

[JsonSerializable(typeof(JobInput))]
[JsonSerializable(typeof(JobRequest))]
public sealed partial class JobsJson : JsonSerializerContext;
