using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Seedream.Api.Problems;

namespace Seedream.Api.Requests;

/// <summary>What a body is said to be.</summary>
internal static class ContentTypeCheck
{
    /// <summary>The media type of the body, one of those expected; raises <see cref="HttpCodes.WrongType"/> otherwise.</summary>
    public static MediaTypeHeaderValue Expect(HttpRequest request, params ReadOnlySpan<string> types)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? found))
        {
            foreach (string type in types)
            {
                if (found.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
                    return found;
            }
        }

        string accepted = string.Join(", ", types!);
        throw new ApiException(HttpCodes.WrongType, $"expected {accepted}, found {Shown.Text(request.ContentType ?? "no content type")}")
        {
            Headers = [new("Accept-Post", accepted)],
        };
    }

    /// <summary>Bodies are read as they are: a compressed one would hide its size.</summary>
    public static void ExpectPlain(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
            throw new ApiException(HttpCodes.WrongType, $"expected a body without Content-Encoding, found {Shown.Text(request.Headers.ContentEncoding.ToString())}");
    }
}
