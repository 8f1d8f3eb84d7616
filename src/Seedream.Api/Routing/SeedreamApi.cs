using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Seedream.Api.Routing;

/// <summary>
/// Where a host hands a call in, whatever it is: an ASP.NET Core endpoint or an Azure Functions HTTP trigger. Refusals become
/// problem documents here; a client that went away is no error.
/// </summary>
public sealed class SeedreamApi(ApiHandlers handlers, ILogger<SeedreamApi> logger)
{
    /// <summary>Answers a call whose route values are in the request.</summary>
    public async Task<IResult> RunAsync(ApiRoute route, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return new GuardedResult(await route.Handle(handlers, context), logger);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Failure.Describe(exception, context, logger);
        }
    }

    /// <summary>Answers a call whose route values the host has bound: pairs of name and value.</summary>
    public Task<IResult> RunAsync(ApiRoute route, HttpRequest request, params ReadOnlySpan<KeyValuePair<string, string>> routeValues)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach ((string name, string value) in routeValues)
            request.RouteValues[name] = value;
        return RunAsync(route, request.HttpContext);
    }

    /// <summary>Answers a call that no route takes: 405 where another method would do, else 404.</summary>
    public IResult Refuse(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Failure.Describe(UnknownRoute.Describe(context.Request), context, logger);
    }
}
