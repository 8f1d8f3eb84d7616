using System.Text;
using System.Text.Json;

namespace Seedream.Simulator.Http;

/// <summary>An answer that has not been sent, so that a fault can still spoil it.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json")
{
    public string? RetryAfter { get; init; }

    public string? Location { get; init; }

    public static Answer Json(int status, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream(512);
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return new Answer(status, stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    public static Answer Html(int status, string title) =>
        new(status, Encoding.UTF8.GetBytes($"<html><head><title>{title}</title></head><body><center><h1>{title}</h1></center></body></html>\r\n"), "text/html");
}
