using System.Text.Json.Serialization;

namespace Seedream.Core.Notifying;

[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(BatchNoticeData))]
[JsonSerializable(typeof(JobNoticeData))]
[JsonSerializable(typeof(PoisonNoticeData))]
[JsonSerializable(typeof(FileNoticeData))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(UndeliveredNotice))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class NotifyingJson : JsonSerializerContext;
