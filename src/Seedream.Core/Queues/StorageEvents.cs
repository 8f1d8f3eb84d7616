using System.Text.Json;

namespace Seedream.Core.Queues;

/// <summary>News of a storage account: Event Grid's own schema and CloudEvents, one or several.</summary>
internal static class StorageEvents
{
    private const string Created = "Microsoft.Storage.BlobCreated";
    private const string Containers = "/blobServices/default/containers/";
    private const string Blobs = "/blobs/";
    private const string Prompts = "prompts";

    public static bool IsEvent(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && ((IsText(element, "eventType") && element.TryGetProperty("data", out _)) || (IsText(element, "specversion") && IsText(element, "type")));

    /// <summary>The file of the prompts container that this event says was created; null for any other news.</summary>
    public static string? CreatedFile(JsonElement element)
    {
        string? type = TextOf(element, "eventType") ?? TextOf(element, "type");
        string subject = TextOf(element, "subject") ?? "";
        if (type != Created || !subject.StartsWith(Containers, StringComparison.Ordinal))
            return null;
        string path = subject[Containers.Length..];
        int end = path.IndexOf(Blobs, StringComparison.Ordinal);
        return end >= 0 && path[..end] == Prompts ? path[(end + Blobs.Length)..] : null;
    }

    private static bool IsText(JsonElement element, string name) => TextOf(element, name) is not null;

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
