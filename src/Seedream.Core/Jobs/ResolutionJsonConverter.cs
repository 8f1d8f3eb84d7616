using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

/// <summary>Writes a resolution as its API name and refuses any other text.</summary>
public sealed class ResolutionJsonConverter : JsonConverter<Resolution>
{
    public override Resolution Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Resolution.FromName(reader.GetString()) ?? throw new JsonException($"'{reader.GetString()}' is not a resolution of the model");

    public override void Write(Utf8JsonWriter writer, Resolution value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.Name);
    }
}
