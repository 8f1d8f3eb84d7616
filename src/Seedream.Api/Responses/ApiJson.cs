using System.Text.Json.Serialization;
using Seedream.Api.Problems;

namespace Seedream.Api.Responses;

/// <summary>Every JSON document this API answers with. Non-ASCII text is escaped, so it is safe in any page.</summary>
[JsonSerializable(typeof(ApiProblem))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ApiJson : JsonSerializerContext;
