using System.Text.Json.Serialization;
using Seedream.Core.Intake;

namespace Seedream.Local.Documents;

/// <summary>The documents of --json. Names are snake_case; every property is always there, null where there is nothing to say.</summary>
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(BatchDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(RejectionDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
internal sealed partial class DocumentsJson : JsonSerializerContext;
