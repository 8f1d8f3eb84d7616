using Microsoft.AspNetCore.Http;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Previewing;

namespace Seedream.Api.Files;

/// <summary>Small versions of images. Whoever names the version of the image (<c>v</c>, from its SHA-256) may keep its preview for good.</summary>
public sealed class PreviewReads
{
    private const int VersionLength = 16;
    private const string Forever = "private, max-age=31536000, immutable";
    private const string Briefly = "private, max-age=300";
    private readonly FileReads _files;
    private readonly Previews _previews;

    public PreviewReads(FileReads files, Previews previews)
    {
        _files = files;
        _previews = previews;
    }

    public async Task<IResult> GetAsync(HttpContext context, string batch, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? asked = new Query(context.Request, "v").Text("v");
        // Asked for by version it takes one storage request.
        if (ImageName.RowOf(name) is not null && IsVersion(asked) && await _previews.FindAsync(batch, name, asked!, context.RequestAborted) is { } known)
            return new PreviewResult(known, TagOf(asked!), Forever);
        StoredFile image = await _files.FindImageAsync(batch, name, context.RequestAborted);
        string version = image.Tag.Trim('"')[..VersionLength];
        if (image.Info.Length <= Previews.SmallEnough || await _previews.GetAsync(batch, name, version, context.RequestAborted) is not { } preview)
            return new StoredFileResult(image with { CacheControl = version == asked ? Forever : Briefly });
        return new PreviewResult(preview, TagOf(version), version == asked ? Forever : Briefly);
    }

    private static bool IsVersion(string? text) => text is { Length: VersionLength } && text.All(char.IsAsciiHexDigitLower);

    private static string TagOf(string version) => EntityTag.Quote($"preview-{version}");
}
