using System.Text;
using System.Text.Json;
using Seedream.Core.Conducting;
using Seedream.Core.Storage;

namespace Seedream.Core.Batches;

/// <summary>
/// The rows a round after the first works on: for each its ledger attempt, and whether it may be submitted or only be asked
/// for. Written once, in segments of a thousand, before the round begins.
/// </summary>
public sealed class RoundStore
{
    private readonly IObjectStore _store;

    public RoundStore(PipelineStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _store = storage.State;
    }

    public Task WriteSegmentAsync(string batch, int round, int segment, IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        string lines = string.Concat(jobs.Select(job => JsonSerializer.Serialize(job, RoundJson.Default.Job) + "\n"));
        return _store.PutAsync(StateLayout.Selection(batch, round, segment), Encoding.UTF8.GetBytes(lines), "application/x-ndjson", cancellationToken);
    }

    /// <summary>A segment's rows; empty beyond the last one.</summary>
    public async Task<IReadOnlyList<Job>> ReadSegmentAsync(string batch, int round, int segment, CancellationToken cancellationToken)
    {
        if (await _store.TryReadAsync(StateLayout.Selection(batch, round, segment), cancellationToken) is not { } stored)
            return [];
        List<Job> jobs = [];
        ReadOnlyMemory<byte> rest = stored.Content;
        while (rest.Span.IndexOf((byte)'\n') is int end and >= 0)
        {
            jobs.Add(JsonSerializer.Deserialize(rest.Span[..end], RoundJson.Default.Job)!);
            rest = rest[(end + 1)..];
        }

        return jobs;
    }
}
