using System.Text.Json.Serialization;
using Seedream.Api.Batches;
using Seedream.Api.Files;
using Seedream.Api.Health;
using Seedream.Api.Jobs;
using Seedream.Api.Problems;
using Seedream.Api.Rows;
using Seedream.Core.Outcomes;

namespace Seedream.Api.Responses;

/// <summary>Every JSON document this API answers with. Non-ASCII text is escaped, so it is safe in any page.</summary>
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(BatchDocument))]
[JsonSerializable(typeof(BatchList))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ImageList))]
[JsonSerializable(typeof(InfoDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(RoundDocument))]
[JsonSerializable(typeof(RowDocument))]
[JsonSerializable(typeof(RowList))]
[JsonSerializable(typeof(OutcomeKind))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ApiJson : JsonSerializerContext;
