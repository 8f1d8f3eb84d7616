using System.Text.Json;

namespace Seedream.Core.RunComfy;

/// <summary>Reads the answer of <c>GET /v1/models/{id}</c>, which only clients of the vendor document.</summary>
internal static class ModelReader
{
    /// <summary>Null for what is no model.</summary>
    public static ModelInfo? Read(ApiAnswer answer, CleanText clean)
    {
        if (answer.Object is not { } body)
            return null;
        if ((body.Find("base_price_usd") ?? body.Find("price_unit") ?? body.Find("pricing_note") ?? body.Find("model_id")) is null)
            return null;
        return new ModelInfo(
            body.FindDecimal("base_price_usd"),
            clean.Line(body.FindText("price_unit"), 100),
            clean.Line(body.FindText("pricing_note"), 500))
        {
            InputDifferences = body.Find("input_schema") is { ValueKind: JsonValueKind.Object } schema ? InputSchema.Differences(schema, clean) : null,
        };
    }
}
