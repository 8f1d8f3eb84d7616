using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Seedream.Api.Problems;
using Seedream.Core.Intake;

namespace Seedream.Api.Requests;

/// <summary>Finds the prompt file in a request: the body itself, or the file of a multipart form. Reads no more than it must.</summary>
internal static class UploadReader
{
    private const string Multipart = "multipart/form-data";

    // Room for the parts around the file.
    private const int FormBytes = 64 * 1024;

    private static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/csv"] = ".csv",
        ["text/tab-separated-values"] = ".tsv",
        ["application/jsonl"] = ".jsonl",
        ["application/x-ndjson"] = ".jsonl",
    };

    public static async Task<Upload> OpenAsync(HttpRequest request, UploadOptions options, IntakeOptions limits, CancellationToken cancellationToken)
    {
        MediaTypeHeaderValue type = ContentTypeCheck.Expect(request, [.. Extensions.Keys, Multipart]);
        if (Extensions.TryGetValue(type.MediaType.ToString(), out string? extension))
            return new Upload(UploadName.Of(options.FileName, extension), options, RequestBody.Open(request, limits.MaxBytes), _ => Task.CompletedTask);

        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 70)
            throw new ApiException(HttpCodes.BadUpload, "expected a multipart boundary of 1–70 characters");
        MultipartReader reader = new(boundary, RequestBody.Open(request, limits.MaxBytes + FormBytes));
        return await OpenAsync(reader, options, limits, cancellationToken);
    }

    private static async Task<Upload> OpenAsync(MultipartReader reader, UploadOptions options, IntakeOptions limits, CancellationToken cancellationToken)
    {
        while (await NextAsync(reader, cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition))
                throw new ApiException(HttpCodes.BadUpload, "expected every part to have a Content-Disposition");
            if (disposition.IsFileDisposition())
            {
                string? name = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
                string extension = Extensions.GetValueOrDefault(section.ContentType ?? "", ".csv");
                Stream content = new LimitedStream(section.Body, limits.MaxBytes, Malformed);
                return new Upload(UploadName.Of(options.FileName ?? name, extension), options, content, token => ExpectEndAsync(reader, token));
            }

            string field = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            options = options.With(field, await ReadFieldAsync(section, cancellationToken));
        }

        throw new ApiException(HttpCodes.BadUpload, "expected a part with a file name, found none");
    }

    private static async Task ExpectEndAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        if (await NextAsync(reader, cancellationToken) is not null)
            throw new ApiException(HttpCodes.BadUpload, "expected the file to be the last part, found another after it");
    }

    private static async Task<string> ReadFieldAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(new LimitedStream(section.Body, FormBytes, Malformed));
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException and not BadHttpRequestException && !cancellationToken.IsCancellationRequested))
        {
            throw Malformed(exception);
        }
    }

    // The reader's own words; they may name a header of the caller's.
    private static ApiException Malformed(Exception exception) =>
        new(HttpCodes.BadUpload, $"the multipart body breaks off or is malformed: {exception.Message}");
}
