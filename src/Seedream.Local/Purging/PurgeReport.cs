using System.Globalization;
using Seedream.Core.Retention;
using Seedream.Local.CommandLine;
using Seedream.Local.Documents;
using Seedream.Local.Terminals;

namespace Seedream.Local.Purging;

/// <summary>Shows what a purge would do, and what it did.</summary>
internal static class PurgeReport
{
    public static void Show(CommandSession session, IReadOnlyList<PurgeCandidate> candidates, PurgeRequest request, int forgotten)
    {
        Terminal terminal = session.Terminal;
        if (candidates.Count == 0 && forgotten == 0)
        {
            terminal.Note($"no batch in '{session.Data.Path}' ended before {Date(request.EndedBefore)}");
            return;
        }

        if (candidates.Count > 0)
        {
            TextTable table = new("BATCH", "STATUS", "ENDED (UTC)", "STATE", request.Images ? "IMAGES" : "", "");
            foreach (PurgeCandidate candidate in candidates)
            {
                table.Add(
                    candidate.Batch.Id,
                    Names.Of(candidate.Batch.Status),
                    candidate.Batch.CompletedAt is { } ended ? Date(ended) : "-",
                    Amounts.Bytes(candidate.State.Bytes),
                    request.Images ? Amounts.Bytes(candidate.Images.Bytes) : "",
                    candidate.KeptBecause is { } kept ? $"stays: {kept}" : "");
            }

            foreach (string line in table.Lines())
                terminal.Say(line);
        }

        if (forgotten > 0)
            terminal.Say($"purged earlier, to be forgotten: {Amounts.Count(forgotten)}");
    }

    /// <summary>What is about to be lost, for the question.</summary>
    public static string Sum(IEnumerable<PurgeCandidate> going, PurgeRequest request, int forgotten)
    {
        List<PurgeCandidate> batches = [.. going];
        ObjectTotal state = batches.Aggregate(ObjectTotal.None, (sum, candidate) => sum.Plus(candidate.State));
        ObjectTotal images = batches.Aggregate(ObjectTotal.None, (sum, candidate) => sum.Plus(candidate.Images));
        string text = $"the state of {(batches.Count == 1 ? "1 batch" : $"{Amounts.Count(batches.Count)} batches")} ({Amounts.Bytes(state.Bytes)})";
        if (request.Images)
            text += $" and their {Amounts.Count(images.Objects, "image and report file")} ({Amounts.Bytes(images.Bytes)})";
        return forgotten > 0 ? $"{text}, and the memory of {Amounts.Count(forgotten)} purged earlier" : text;
    }

    public static PurgedBatch Document(PurgeCandidate candidate, bool purged, string? kept) => new()
    {
        Batch = candidate.Batch.Id,
        File = candidate.Batch.File,
        Status = candidate.Batch.Status,
        EndedAt = candidate.Batch.CompletedAt,
        StateObjects = candidate.State.Objects,
        StateBytes = candidate.State.Bytes,
        ImageObjects = candidate.Images.Objects,
        ImageBytes = candidate.Images.Bytes,
        Purged = purged,
        KeptBecause = kept,
    };

    private static string Date(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
