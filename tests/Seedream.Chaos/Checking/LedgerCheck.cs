using System.Text.Json;
using Seedream.Chaos.Places;
using Seedream.Core.Storage;
using Seedream.Simulator.Scheduling;

namespace Seedream.Chaos.Checking;

/// <summary>Everything that was accepted stands in the ledger, by its request id or as uncertain, and nothing is still reserved.</summary>
internal sealed class LedgerCheck(World world, PipelineStorage storage, Books books)
{
    public async Task RunAsync()
    {
        Dictionary<string, (string State, string? RequestId)> records = new(StringComparer.Ordinal);
        await foreach (ObjectInfo found in storage.State.ListAsync("batches/", CancellationToken.None))
        {
            string[] parts = found.Name.Split('/');
            if (parts.Length != 5 || parts[2] != "ledger" || await storage.State.TryReadAsync(found.Name, CancellationToken.None) is not { } stored)
                continue;
            (int row, int attempt) = StateLayout.Parse(found.Name);
            using JsonDocument record = JsonDocument.Parse(stored.Content);
            string state = record.RootElement.GetProperty("state").GetString()!;
            records[FormattableString.Invariant($"{parts[1]}/{row}/{attempt}")] =
                (state, record.RootElement.TryGetProperty("request_id", out JsonElement id) ? id.GetString() : null);
            world.Report.Count($"ledger {state}");
            if (state == "reserved")
                world.Report.Violation($"{found.Name} is still reserved");
        }

        foreach (Submission submission in books.Account.Submissions)
        {
            (string State, string? RequestId) record = records.GetValueOrDefault(submission.Marker);
            bool known = record.State == "uncertain" || record.RequestId == submission.RequestId;
            if (!known)
                world.Report.Violation($"request {submission.RequestId} was accepted for {submission.Marker}, but the ledger says '{record.State}' {record.RequestId}");
        }

        foreach ((string marker, (string state, string? requestId)) in records)
        {
            if (requestId is not null && books.Account.Find(requestId) is var accepted && accepted?.Marker != marker)
                world.Report.Violation($"the ledger has {requestId} for {marker} ({state}), the simulator for {accepted?.Marker}");
        }
    }
}
