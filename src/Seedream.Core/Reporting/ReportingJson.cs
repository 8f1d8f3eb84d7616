using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Seedream.Core.Reporting.Gallery;

namespace Seedream.Core.Reporting;

/// <summary>The reports' JSON, and the two ways of escaping it.</summary>
[JsonSerializable(typeof(ResultRecord))]
[JsonSerializable(typeof(BatchManifest))]
[JsonSerializable(typeof(GalleryPage))]
public sealed partial class ReportingJson : JsonSerializerContext
{
    /// <summary>For files: other scripts stay readable. Line separators (U+2028, U+0085) are escaped all the same, so a line stays a line.</summary>
    internal static JsonWriterOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static JsonWriterOptions Indented { get; } = Line with { Indented = true, NewLine = "\n" };

    /// <summary>For a script element: no <c>&lt;</c>, <c>&gt;</c> or <c>&amp;</c> is left, so no text can end the element or begin a comment.</summary>
    internal static JsonWriterOptions InHtml { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static void Write<T>(System.Buffers.IBufferWriter<byte> target, T value, JsonTypeInfo<T> type, JsonWriterOptions options)
    {
        using Utf8JsonWriter writer = new(target, options);
        JsonSerializer.Serialize(writer, value, type);
    }
}
