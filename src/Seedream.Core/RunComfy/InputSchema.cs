using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Seedream.Core.Jobs;

namespace Seedream.Core.RunComfy;

/// <summary>
/// Compares a model's input schema with what this product sends: the same fields, of the same types, the same ones required, and
/// every value that is ever sent among those allowed. A model that takes more, or less, would drop or misread a column.
/// </summary>
internal static class InputSchema
{
    private const int MostDifferences = 10;

    private static readonly FrozenDictionary<string, (string Type, string[] Values)> Sent = new Dictionary<string, (string, string[])>(StringComparer.Ordinal)
    {
        ["prompt"] = ("string", []),
        ["resolution"] = ("string", [.. Resolution.All.Select(resolution => resolution.Name)]),
        ["sequential_image_generation"] = ("string", ["auto", "disabled"]),
        ["max_images"] = ("integer", [.. Enumerable.Range(1, 15).Select(count => count.ToString(CultureInfo.InvariantCulture))]),
        ["output_format"] = ("string", ["png", "jpeg"]),
        ["optimize_prompt_options"] = ("string", ["standard", "fast"]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What differs, in words; empty when nothing does.</summary>
    public static IReadOnlyList<string> Differences(JsonElement schema, CleanText clean)
    {
        if (schema.Find("properties") is not { ValueKind: JsonValueKind.Object } properties)
            return ["it names no fields"];
        List<string> differences = [];
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            string name = NameOf(property);
            found.Add(name);
            if (!Sent.TryGetValue(name, out (string Type, string[] Values) sent))
                differences.Add($"it has a field '{clean.Line(name, 60)}', which is not sent");
            else if (Problem(property.Value, sent.Type, sent.Values, clean) is { } problem)
                differences.Add($"its field '{name}' {problem}");
        }

        differences.AddRange(Sent.Keys.Where(name => !found.Contains(name)).Order(StringComparer.Ordinal).Select(name => $"it has no field '{name}'"));
        string[] required = schema.Find("required") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(item => ((JsonElement?)item).AsText()).OfType<string>().Order(StringComparer.Ordinal)]
            : [];
        if (!required.SequenceEqual(["prompt"], StringComparer.Ordinal))
            differences.Add(clean.Line($"it requires {(required.Length == 0 ? "nothing" : string.Join(", ", required))} instead of prompt", 200)!);
        return [.. differences.Take(MostDifferences)];
    }

    private static string? Problem(JsonElement field, string type, string[] values, CleanText clean)
    {
        string? found = field.FindText("type");
        if (found != type)
            return $"is of type {clean.Line(found, 40) ?? "unknown"} instead of {type}";
        if (field.Find("enum") is not { ValueKind: JsonValueKind.Array } allowed)
            return null;
        HashSet<string> words = [.. allowed.EnumerateArray().Select(item => ((JsonElement?)item).AsText()).OfType<string>()];
        return values.Length == 0
            ? "takes certain values only"
            : Array.Find(values, value => !words.Contains(value)) is { } missing ? $"does not take '{missing}'" : null;
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // A name that is no Unicode is none of ours.
            return "?";
        }
    }
}
