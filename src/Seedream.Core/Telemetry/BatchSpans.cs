using System.Diagnostics;

namespace Seedream.Core.Telemetry;

/// <summary>The spans of a batch's trace.</summary>
internal static class BatchSpans
{
    public const string Accept = "batch accept";
    public const string Plan = "batch plan";
    public const string Close = "batch close";
    public const string Notify = "batch notify";

    /// <summary>A span in the batch's trace; null when nobody listens.</summary>
    public static Activity? Start(string name, string batch, int round) =>
        PipelineTelemetry.Source.HasListeners()
            ? PipelineTelemetry.Source.StartActivity(name, ActivityKind.Internal, TraceIdentity.BatchContext(batch), [new(Tags.Batch, batch), new(Tags.Round, round)])
            : null;
}
