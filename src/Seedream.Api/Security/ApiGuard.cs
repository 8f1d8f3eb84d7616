using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Api.Routing;
using Seedream.Api.WebConsole;

namespace Seedream.Api.Security;

/// <summary>
/// Who may call, on a host that has no keys of its own. With a key configured, whoever sends it; the console's own files need none. Without one, only this
/// machine: the connection arrives at a loopback address, under a loopback name (a page of another site can make its own name
/// point here), and what changes anything does not come from a page of another site.
/// </summary>
public sealed class ApiGuard
{
    private readonly RequestDelegate _next;
    private readonly ApiKey? _key;

    public ApiGuard(RequestDelegate next, ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _next = next;
        _key = string.IsNullOrEmpty(options.Key) ? null : new ApiKey(options.Key);
    }

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ApiException? refusal = _key is null ? WithoutKey(context) : WithKey(_key, context);
        return refusal is null ? _next(context) : new ProblemResult(refusal).ExecuteAsync(context);
    }

    private static ApiException? WithKey(ApiKey key, HttpContext context)
    {
        if (key.IsIn(context.Request) || IsOpen(context.Request))
            return null;
        return new ApiException(HttpCodes.KeyNeeded, "expected the key of Seedream:Api:Key in x-functions-key or Authorization: Bearer, found none or another")
        {
            Headers = [new("WWW-Authenticate", "Bearer realm=\"seedream\"")],
        };
    }

    private static ApiException? WithoutKey(HttpContext context)
    {
        if (!LoopbackCall.IsLocal(context) || !LoopbackCall.HasLocalName(context.Request))
            return new ApiException(HttpCodes.ForeignHost, "expected a call to a loopback address under a loopback name; anything else needs Seedream:Api:Key");
        return CrossSite.IsCall(context.Request)
            ? new ApiException(HttpCodes.CrossSite, "the Origin or Sec-Fetch-Site header names another site")
            : null;
    }

    private static bool IsOpen(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && (ConsoleFiles.Has(request.Path.Value) || ApiRoutes.All.Any(route => route.IsOpen && request.Path.Equals(route.Template, StringComparison.OrdinalIgnoreCase)));
}
