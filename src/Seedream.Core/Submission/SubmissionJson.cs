using System.Text.Json.Serialization;

namespace Seedream.Core.Submission;

[JsonSerializable(typeof(LedgerRecord))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class SubmissionJson : JsonSerializerContext;
