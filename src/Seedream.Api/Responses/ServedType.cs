using Seedream.Core.Storage;

namespace Seedream.Api.Responses;

/// <summary>How a file is served: only pictures and our own pages are shown by a browser, all else is saved.</summary>
/// <param name="ContentType">The type sent.</param>
/// <param name="IsShown">Whether a browser may show it.</param>
/// <param name="IsPage">Whether it is a page of ours, with a policy of its own.</param>
internal sealed record ServedType(string ContentType, bool IsShown, bool IsPage)
{
    public static ServedType Of(string name) => ContentTypes.For(name) switch
    {
        ("image/png" or "image/jpeg" or "image/webp" or "image/gif") and var picture => new ServedType(picture, true, false),
        var page when page.StartsWith("text/html", StringComparison.Ordinal) => new ServedType(page, true, true),
        ("application/json" or "application/x-ndjson" or "application/zip") and var data => new ServedType(data, false, false),
        var table when table.StartsWith("text/csv", StringComparison.Ordinal) => new ServedType(table, false, false),
        // A picture that can carry a script, or anything unknown.
        _ => new ServedType(ContentTypes.Unknown, false, false),
    };
}
