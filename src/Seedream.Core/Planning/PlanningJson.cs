using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Seedream.Core.Intake;

namespace Seedream.Core.Planning;

[JsonSerializable(typeof(PlanSummary))]
[JsonSerializable(typeof(PlannedRow))]
[JsonSerializable(typeof(PlannedInput))]
[JsonSerializable(typeof(IReadOnlyList<Problem>))]
internal sealed partial class PlanningJson : JsonSerializerContext
{
    /// <summary>How plans are written: letters of all languages as they are. Plans are never part of a web page.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
