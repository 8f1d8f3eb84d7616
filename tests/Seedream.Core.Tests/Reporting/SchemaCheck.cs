using System.Text.Json;

namespace Seedream.Core.Tests.Reporting;

/// <summary>As much of JSON Schema as the project's schemas use: types, enums, properties, items, required.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(JsonElement value, JsonElement schema, string path = "$")
    {
        if (schema.TryGetProperty("enum", out JsonElement allowed) && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            yield return $"{path}: {value} is not one of {allowed}";
        if (schema.TryGetProperty("type", out JsonElement type) && !Types(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(type).Contains("number")))
            yield return $"{path}: {TypeOf(value)} is not {type}";

        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (string problem in OfObject(value, schema, path))
                yield return problem;
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (string problem in value.EnumerateArray().SelectMany((item, index) => Problems(item, schema.GetProperty("items"), $"{path}[{index}]")))
                yield return problem;
        }
    }

    private static IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
                yield return $"{path}: {name} is missing";
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            JsonElement rule = default;
            bool known = (schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(property.Name, out rule))
                || (schema.TryGetProperty("additionalProperties", out rule) && rule.ValueKind == JsonValueKind.Object);
            if (!known)
                yield return $"{path}: '{property.Name}' is not documented";
            foreach (string problem in known ? Problems(property.Value, rule, $"{path}.{property.Name}") : [])
                yield return problem;
        }
    }

    private static string[] Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Null => "null",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => "boolean",
    };
}
