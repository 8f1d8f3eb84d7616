namespace Seedream.Core.Storage;

/// <summary>
/// The content type that goes with a name's extension. A folder has no other place to keep it: what it is told on writing is
/// forgotten, and this is what it reports. Writers that take theirs from here get the same from every store.
/// </summary>
public static class ContentTypes
{
    public const string Unknown = "application/octet-stream";

    public static string For(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".json" => "application/json",
        ".jsonl" or ".ndjson" => "application/x-ndjson",
        ".csv" => "text/csv; charset=utf-8",
        ".tsv" => "text/tab-separated-values; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".svg" => "image/svg+xml",
        ".zip" => "application/zip",
        _ => Unknown,
    };
}
