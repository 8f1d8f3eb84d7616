using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Seedream.Core.Jobs;

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

    /// <summary>Where the records of all batches stand, apart from their ledgers, so that listing batches walks through nothing else.</summary>
    public const string Catalog = "catalog/";

    /// <summary>Where the records of single jobs stand: there may be millions, and no listing of batches walks through them.</summary>
    public const string JobCatalog = "jobs/";

    /// <summary>The record of a batch or of a single job.</summary>
    public static string BatchRecord(string batch) => JobId.IsJob(batch) ? $"{JobCatalog}{batch}.json" : $"{Catalog}{batch}.json";

    /// <summary>Folder of a batch's or a single job's images and reports in the images container, with its slash.</summary>
    public static string Images(string batch) => JobId.IsJob(batch) ? $"jobs/{batch}/" : $"{batch}/";

    /// <summary>An image in the images container by its name in the results, which leads into another batch's folder where it was paid for there.</summary>
    public static string Image(string batch, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.StartsWith(Elsewhere, StringComparison.Ordinal) ? file[Elsewhere.Length..] : Images(batch) + file;
    }

    private const string Elsewhere = "../";

    /// <summary>Versions of dropped files that were dealt with.</summary>
    public const string Drops = "drops/";

    public static string Drop(string key) => $"{Drops}{key}.json";

    /// <summary>Why a message ended in a poison queue.</summary>
    public static string Poison(string message) => $"poison/{message}.json";

    /// <summary>Rounds that were started and have not ended, on hosts that keep no journal of their own.</summary>
    public const string Open = "open/";

    public static string OpenRound(string instance) => $"{Open}{instance}.json";

    /// <summary>Hosts that live, or died and were not forgotten yet.</summary>
    public const string Hosts = "hosts/";

    /// <summary>A living host.</summary>
    public static string Host(string key) => $"{Hosts}{key}.json";

    public static string PlanSummary(string batch) => $"batches/{batch}/plan.json";

    /// <summary>The plan as it was made against certain earlier versions, before it was entered as the one that counts.</summary>
    public static string PlanSummary(string batch, string folder) => $"batches/{batch}/{folder}.json";

    /// <summary>Folder of plans of earlier releases, which had one only.</summary>
    public const string PlanFolder = "plan";

    public static string PlanSegment(string batch, int segment) => PlanSegment(batch, PlanFolder, segment);

    public static string PlanSegment(string batch, string folder, int segment) => Format($"batches/{batch}/{folder}/{segment:D5}.jsonl");

    public static string Ledger(string batch, int row, int attempt) => Format($"batches/{batch}/ledger/{SegmentOf(row):D5}/{row:D8}.{attempt:D3}.json");

    public static string Outcomes(string batch, int segment) => Format($"batches/{batch}/outcomes/{segment:D5}/");

    public static string Outcome(string batch, int row, int round) => Format($"batches/{batch}/outcomes/{SegmentOf(row):D5}/{row:D8}.{round:D3}.json");

    /// <summary>The rows a round after the first works on, a thousand to an object.</summary>
    public static string Selection(string batch, int round, int segment) => Format($"batches/{batch}/rounds/{round:D3}/{segment:D5}.jsonl");

    public static string Ledger(string batch, int segment) => Format($"batches/{batch}/ledger/{segment:D5}/");

    public static string CancelMarker(string batch) => $"batches/{batch}/cancel.json";

    public static string HaltMarker(string batch) => $"batches/{batch}/halt.json";

    public static string Lease(string batch) => $"batches/{batch}/lease.json";

    public static string Progress(string batch, string instance) => $"{ProgressOf(batch, instance)}.json";

    /// <summary>Prefix of the progress of instances whose ids begin like this.</summary>
    public static string ProgressOf(string batch, string instances) => $"batches/{batch}/progress/{instances}";

    /// <summary>Prompt files on their way in; each is deleted when it is planned.</summary>
    public const string Uploads = "uploads/";

    /// <summary>The preview of a version of an image.</summary>
    public static string Preview(string batch, string image, string version) => $"batches/{batch}/previews/{image}.{version}.jpg";

    /// <summary>An event that could not be delivered, by the name of its notice.</summary>
    public static string UndeliveredNotice(string notice, string target) => $"notifications/failed/{notice}.{target}.json";

    /// <summary>Notices of a host that keeps no journal of its own, until they are told or given up.</summary>
    public const string PendingNotices = "notifications/pending/";

    public static string PendingNotice(string notice) => $"{PendingNotices}{notice}.json";

    /// <summary>Batches and single jobs with rows that were paid for and can still be collected.</summary>
    public const string Leftovers = "leftovers/";

    public static string Leftover(string batch) => $"{Leftovers}{batch}.json";

    /// <summary>Where what is left of purged batches stands.</summary>
    public const string Tombstones = "tombstones/";

    /// <summary>A batch that a person had forgotten: what is left of it is no sign that it was paid for.</summary>
    public static string Forgotten(string batch) => $"forgotten/{batch}.json";

    public static string Tombstone(string batch) => $"{Tombstones}{batch}.json";

    /// <summary>What is left of the rows of a purged batch.</summary>
    public static string TombstoneRows(string batch) => $"{Tombstones}{batch}.rows";

    /// <summary>Who has a content.</summary>
    public static string Content(string asked) => $"contents/{asked}.json";

    /// <summary>The versions of a file under a run number.</summary>
    public static string Name(string fullName, int run) =>
        $"names/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Format($"{run}|{fullName}"))))[..40]}.json";

    /// <summary>Which layout this store has been brought up to.</summary>
    public const string Upgrade = "upgrade.json";

    /// <summary>Prefix of the ledger records of one row, all attempts.</summary>
    public static string LedgerOfRow(string batch, int row) => Format($"batches/{batch}/ledger/{SegmentOf(row):D5}/{row:D8}.");

    /// <summary>Prefix of the outcomes of one row, all rounds.</summary>
    public static string OutcomesOfRow(string batch, int row) => Format($"batches/{batch}/outcomes/{SegmentOf(row):D5}/{row:D8}.");

    /// <summary>The row and the number (round or attempt) in the name of a ledger record or an outcome; null for a stray name.</summary>
    public static (int Row, int Number)? TryParse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ReadOnlySpan<char> file = name.AsSpan(name.LastIndexOf('/') + 1);
        int dot = file.IndexOf('.');
        int end = dot < 0 ? -1 : file[(dot + 1)..].IndexOf('.');
        return end > 0
            && int.TryParse(file[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out int row)
            && int.TryParse(file.Slice(dot + 1, end), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && row > 0
            ? (row, number)
            : null;
    }

    /// <summary>The same for a name that is known to be one; raises <see cref="FormatException"/> for any other.</summary>
    public static (int Row, int Number) Parse(string name) => TryParse(name) ?? throw new FormatException($"'{name}' names no row");

    /// <summary>Outcomes are small, and a round's end reads all of them.</summary>
    public static bool IsOutcome(string name) => KindOf(name, out _) is "outcomes";

    /// <summary>Progress is for people who watch: it is written again in a moment, so it need not survive a power failure.</summary>
    public static bool IsProgress(string name) => KindOf(name, out _) is "progress";

    /// <summary>
    /// A power failure may take an outcome whose round has not ended: the ledger knows the request, so the row is asked for
    /// again, free of charge. A single job ends with its outcome, so there would be nothing gained.
    /// </summary>
    public static bool IsOutcomeOfBatch(string name) =>
        KindOf(name, out ReadOnlySpan<char> id) is "outcomes" && !JobId.IsJob(id);

    /// <summary>Ledger records and outcomes, which are written for every job.</summary>
    public static bool IsJobRecord(string name) => KindOf(name, out _) is "ledger" or "outcomes";

    /// <summary>Ledger records: an empty one may stand for a paid job.</summary>
    public static bool IsLedgerRecord(string name) => KindOf(name, out _) is "ledger";

    // What stands behind the id of its batch; empty for a name that has no such part.
    private static ReadOnlySpan<char> KindOf(ReadOnlySpan<char> name, out ReadOnlySpan<char> id)
    {
        const string Batches = "batches/";
        id = [];
        if (!name.StartsWith(Batches, StringComparison.Ordinal))
            return [];
        ReadOnlySpan<char> rest = name[Batches.Length..];
        int slash = rest.IndexOf('/');
        if (slash < 0)
            return [];
        id = rest[..slash];
        rest = rest[(slash + 1)..];
        int end = rest.IndexOf('/');
        return end < 0 ? [] : rest[..end];
    }

    private static string Format(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
