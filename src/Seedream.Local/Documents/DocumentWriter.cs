using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Seedream.Local.Documents;

/// <summary>Writes the one JSON document of --json on stdout.</summary>
internal static class DocumentWriter
{
    public static void Write<T>(T document, JsonTypeInfo<T> type) => Console.Out.WriteLine(JsonSerializer.Serialize(document, type));
}
