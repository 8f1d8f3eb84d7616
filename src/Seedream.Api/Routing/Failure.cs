using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Seedream.Api.Problems;

namespace Seedream.Api.Routing;

/// <summary>What becomes of an exception: a problem document, a line in the log, or neither where nobody listens any more.</summary>
internal static class Failure
{
    public static IResult Describe(Exception exception, HttpContext context, ILogger logger)
    {
        Note(exception, context, logger);
        if (IsGone(exception, context))
            return Results.Empty;
        ApiException refusal = Refusals.From(exception)
            ?? new ApiException(HttpCodes.Fault, "an unexpected error; the service's log has it under this trace id");
        return new ProblemResult(refusal);
    }

    public static void Note(Exception exception, HttpContext context, ILogger logger)
    {
        string path = context.Request.Path.Value ?? "";
        if (IsGone(exception, context))
            ApiLog.ClientGone(logger, context.Request.Method, path);
        else if (Refusals.From(exception) is not { } refusal)
            ApiLog.Failed(logger, exception, context.Request.Method, path);
        else if (refusal.Code.Status >= StatusCodes.Status500InternalServerError)
            ApiLog.Refused(logger, exception, context.Request.Method, path, refusal.Code.Code);
        else
            ApiLog.RefusedByRule(logger, context.Request.Method, path, refusal.Code.Code, refusal.Detail);
    }

    private static bool IsGone(Exception exception, HttpContext context) =>
        exception is OperationCanceledException or IOException
        && context.RequestAborted.IsCancellationRequested;
}
