using System.Text.Json;
using System.Text.Json.Nodes;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Http;

/// <summary>Writes what the catalogue says of a model.</summary>
internal sealed class ModelBody(SimulatorOptions options)
{
    public void Write(Utf8JsonWriter json, CatalogueModel model, Fault? fault = null)
    {
        json.WriteString("model_id", model.Id);
        json.WriteString("kind", model.Kind);
        json.WriteString("display_name", model.DisplayName);
        json.WriteString("description", model.Description);
        Texts(json, "categories", model.Categories);
        json.WriteString("model_url", "https://www.runcomfy.com/models/" + model.Id);
        WritePrice(json, model, fault);
        Texts(json, "required_inputs", model.RequiredInputs);
    }

    public static void WriteSchema(Utf8JsonWriter json, CatalogueModel model, Fault? fault = null)
    {
        if (fault == Fault.SchemaMissing) return;
        json.WritePropertyName("input_schema");
        if (fault == Fault.SchemaChanged) Changed(model.InputSchema).WriteTo(json);
        else model.InputSchema.WriteTo(json);
    }

    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private void WritePrice(Utf8JsonWriter json, CatalogueModel model, Fault? fault)
    {
        if (fault == Fault.PriceMissing) return;
        if (fault != Fault.PriceInProse && !(options.PriceInProse && model.Id == options.Model))
        {
            if (fault == Fault.PriceText) json.WriteString("base_price_usd", FormattableString.Invariant($"{model.Price}"));
            else json.WriteNumber("base_price_usd", model.Price);
            string unit = fault switch
            {
                Fault.PricePerSecond => "second",
                Fault.PricePerMegapixel => "megapixel",
                Fault.PricePerThousand => "1000 images",
                _ => model.PriceUnit,
            };
            if (fault != Fault.PriceWithoutUnit) json.WriteString("price_unit", unit);
        }
        string note = fault == Fault.PriceByOption ? FormattableString.Invariant($"2K: ${model.Price} per image; 3K: ${model.Price * 2}; fast mode: ${model.Price / 2}.") : model.PricingNote;
        json.WriteString("pricing_note", note);
    }

    private static JsonNode Changed(JsonElement schema)
    {
        JsonNode changed = JsonNode.Parse(schema.GetRawText())!;
        changed["required"]!.AsArray().Add("style");
        JsonObject properties = changed["properties"]!.AsObject();
        properties["style"] = JsonNode.Parse("""{ "title": "Style", "type": "string" }""");
        if (properties["resolution"] is JsonObject resolution) resolution["enum"] = JsonNode.Parse("""["2K", "4K"]""");
        return changed;
    }
}
