using System.Globalization;

namespace Seedream.Core.Storage;

/// <summary>
/// Names of the pipeline's own objects in the state container. Rows are grouped by the thousand ("segments"), so that one
/// listing tells what is finished among a thousand rows and no folder grows without bound.
/// </summary>
public static class StateLayout
{
    /// <summary>Rows per segment.</summary>
    public const int SegmentSize = 1000;

    /// <summary>The segment a row (1-based) belongs to.</summary>
    public static int SegmentOf(int row) => (row - 1) / SegmentSize;

    public static string Batch(string batch) => $"batches/{batch}/";

    public static string BatchRecord(string batch) => $"batches/{batch}/batch.json";

    public static string PlanSummary(string batch) => $"batches/{batch}/plan.json";

    public static string PlanSegment(string batch, int segment) => Format($"batches/{batch}/plan/{segment:D5}.jsonl");

    public static string Ledger(string batch, int row, int attempt) => Format($"batches/{batch}/ledger/{SegmentOf(row):D5}/{row:D8}.{attempt:D3}.json");

    public static string Outcomes(string batch, int segment) => Format($"batches/{batch}/outcomes/{segment:D5}/");

    public static string Outcome(string batch, int row, int round) => Format($"batches/{batch}/outcomes/{SegmentOf(row):D5}/{row:D8}.{round:D3}.json");

    /// <summary>The rows a round after the first works on.</summary>
    public static string Selection(string batch, int round) => Format($"batches/{batch}/rounds/{round:D3}.jsonl");

    public static string CancelMarker(string batch) => $"batches/{batch}/cancel.json";

    public static string HaltMarker(string batch) => $"batches/{batch}/halt.json";

    public static string Lease(string batch) => $"batches/{batch}/lease.json";

    public static string Progress(string batch, string instance) => $"batches/{batch}/progress/{instance}.json";

    /// <summary>Progress is for people who watch: it is written again in a moment, so it need not survive a power failure.</summary>
    public static bool IsProgress(string name) => name.Contains("/progress/", StringComparison.Ordinal);

    private static string Format(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
