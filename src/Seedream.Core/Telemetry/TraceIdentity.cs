using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Seedream.Core.Telemetry;

/// <summary>
/// The trace a job or a batch belongs to, computed from its name: so every activity, process and restart that meets the same
/// row adds to the same trace, and nothing has to be carried along or stored. Spans in it have no parent; what happens
/// within one of them has it as its parent.
/// </summary>
public static class TraceIdentity
{
    /// <summary>The trace of a row, from its submission to its images.</summary>
    public static ActivityTraceId OfJob(string batch, int row) => IdOf(JobName(batch, row));

    /// <summary>The trace of a batch: accept, plan, close, notify.</summary>
    public static ActivityTraceId OfBatch(string batch) => IdOf(BatchName(batch));

    internal static ActivityContext JobContext(string batch, int row) => new(OfJob(batch, row), default, ActivityTraceFlags.Recorded, isRemote: true);

    internal static ActivityContext BatchContext(string batch) => new(OfBatch(batch), default, ActivityTraceFlags.Recorded, isRemote: true);

    /// <summary>From a job's span to its batch's trace. A link needs a span; no span of that id exists, the trace does.</summary>
    internal static ActivityLink BatchLink(string batch)
    {
        byte[] hash = Hash(BatchName(batch));
        return new ActivityLink(new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), ActivitySpanId.CreateFromBytes(hash.AsSpan(16, 8)), ActivityTraceFlags.Recorded, isRemote: true));
    }

    private static ActivityTraceId IdOf(string name) => ActivityTraceId.CreateFromBytes(Hash(name).AsSpan(0, 16));

    private static byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name));

    private static string JobName(string batch, int row) => string.Create(CultureInfo.InvariantCulture, $"seedream job {batch} {row}");

    private static string BatchName(string batch) => $"seedream batch {batch}";
}
