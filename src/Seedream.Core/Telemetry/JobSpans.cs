using System.Diagnostics;

namespace Seedream.Core.Telemetry;

/// <summary>The spans of a job's trace. They carry batch, row, request id and error code; never a prompt, a name made from one, a URL or a token.</summary>
internal static class JobSpans
{
    public const string Submit = "job submit";
    public const string Look = "job look";
    public const string Collect = "job collect";
    public const string Store = "job store";
    public const string Whole = "job";

    /// <summary>A span in the job's trace; null when nobody listens.</summary>
    public static Activity? Start(string name, ActivityKind kind, string batch, int row, DateTimeOffset startTime = default)
    {
        // Nobody listening must not cost a hash.
        if (!PipelineTelemetry.Source.HasListeners())
            return null;
        KeyValuePair<string, object?>[] tags = [new(Tags.Batch, batch), new(Tags.Row, row)];
        return PipelineTelemetry.Source.StartActivity(name, kind, TraceIdentity.JobContext(batch, row), tags, [TraceIdentity.BatchLink(batch)], startTime);
    }

    public static void Fail(this Activity? span, Exception exception) => span.Fail(TagValues.ErrorType(exception));

    public static void Fail(this Activity? span, string code)
    {
        span?.SetTag(Tags.ErrorType, code);
        span?.SetStatus(ActivityStatusCode.Error, code);
    }
}
