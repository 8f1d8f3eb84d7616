using Microsoft.AspNetCore.Http;

namespace Seedream.Api.Security;

/// <summary>
/// Whether a browser sends this call on behalf of another site's page. Such a call needs no permission from here as long as it
/// looks like a form (<c>text/plain</c>, multipart), so it has to be recognised: it must not start anything.
/// </summary>
internal static class CrossSite
{
    public static bool IsCall(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return false;
        string? site = request.Headers["Sec-Fetch-Site"];
        if (!string.IsNullOrEmpty(site))
            return site is not ("same-origin" or "none");
        string? origin = request.Headers.Origin;
        // A program sends no Origin; "null" is a sandboxed page.
        return !string.IsNullOrEmpty(origin) && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
