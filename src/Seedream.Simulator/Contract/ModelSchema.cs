using System.Text.Json;

namespace Seedream.Simulator.Contract;

/// <summary>The vendor's published schema, and the check of an input against it.</summary>
public static class ModelSchema
{
    private static readonly JsonElement Root = Load();

    /// <summary>Every resolution the schema allows, in its order.</summary>
    public static IReadOnlyList<string> Resolutions { get; } =
        [.. Input.GetProperty("properties").GetProperty("resolution").GetProperty("enum").EnumerateArray().Select(e => e.GetString()!)];

    internal static JsonElement Input => Root.GetProperty("input_schema");

    internal static JsonElement Output => Root.GetProperty("output_schema");

    /// <summary>Every reason why the schema refuses this input; none when it is valid. Unknown properties are allowed, as in the schema.</summary>
    public static IReadOnlyList<string> Validate(JsonElement input) => Validate(Input, input);

    internal static IReadOnlyList<string> Validate(JsonElement schema, JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object) return ["input: expected a JSON object"];
        List<string> problems = [];
        foreach (JsonElement required in schema.GetProperty("required").EnumerateArray())
        {
            string name = required.GetString()!;
            if (!input.TryGetProperty(name, out _)) problems.Add($"{name}: field required");
        }
        foreach (JsonProperty rule in schema.GetProperty("properties").EnumerateObject())
        {
            if (input.TryGetProperty(rule.Name, out JsonElement value) && Problem(rule, value) is { } problem) problems.Add(problem);
        }
        return problems;
    }

    private static string? Problem(JsonProperty rule, JsonElement value)
    {
        string type = rule.Value.GetProperty("type").GetString()!;
        bool typed = type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "array" => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
            _ => IsInteger(value),
        };
        if (!typed) return $"{rule.Name}: expected {type}, found {value.ValueKind}";
        if (!rule.Value.TryGetProperty("enum", out JsonElement allowed)) return null;
        return allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value))
            ? null
            : $"{rule.Name}: {value.GetRawText()} is not one of {string.Join(", ", allowed.EnumerateArray())}";
    }

    private static bool IsInteger(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble());

    private static JsonElement Load()
    {
        using Stream stream = typeof(ModelSchema).Assembly.GetManifestResourceStream("model-schema.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
