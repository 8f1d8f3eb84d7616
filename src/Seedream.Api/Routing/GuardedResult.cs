using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Seedream.Api.Routing;

/// <summary>Sends a result; what goes wrong before the first byte still becomes a problem document.</summary>
internal sealed class GuardedResult(IResult inner, ILogger logger) : IResult
{
    public IResult Inner => inner;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            await inner.ExecuteAsync(httpContext);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (httpContext.Response.HasStarted)
            {
                Failure.Note(exception, httpContext, logger);
                httpContext.Abort();
                return;
            }

            httpContext.Response.Clear();
            await Failure.Describe(exception, httpContext, logger).ExecuteAsync(httpContext);
        }
    }
}
