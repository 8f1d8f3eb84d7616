using System.Collections.Concurrent;
using Seedream.Core.Batches;
using Seedream.Local.Tests.Running;
using Seedream.Simulator;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Local.Tests.Faults;

/// <summary>
/// Retries a batch until there is nothing left to retry, and holds each row to the rule: what was accepted is asked for, and paid
/// again only when the API itself has said that nothing will come of it.
/// </summary>
internal sealed class Retries(SimulatorServer server, Pipeline pipeline, string batch, ConcurrentQueue<string> wrong)
{
    // One asks, the next pays where the answer was a no.
    private const int Most = 3;

    // Said by the API for the whole of the grace period, to the token that submitted it.
    private const string Unknown = "failed API404";

    /// <summary>What was done with each row, in words; nothing for one that was not touched.</summary>
    public async Task<Dictionary<int, string>> RunAsync(Dictionary<int, RowEnd> ends, Func<Task<Dictionary<int, RowEnd>>> read)
    {
        Dictionary<int, List<string>> steps = ends.Keys.ToDictionary(row => row, _ => new List<string>());
        for (int time = 0; time < Most; time++)
        {
            Dictionary<int, int> before = ends.Keys.ToDictionary(row => row, row => Accepted(row).Length);
            if ((await pipeline.Get<BatchRounds>().BeginRetryAsync(batch, BatchRounds.RetriedByDefault, default)).Rows == 0)
                break;
            await pipeline.RunAsync(batch);
            Dictionary<int, RowEnd> after = await read();
            foreach (int row in ends.Keys)
            {
                bool isPaid = Accepted(row).Length > before[row];
                if (isPaid && Accepted(row)[..before[row]].FirstOrDefault(earlier => !IsOver(earlier) && ends[row].Outcome != Unknown) is { } open)
                    wrong.Enqueue($"{open.Input.Prompt} was paid again, though {open.RequestId} is {open.State}");
                if (isPaid)
                    steps[row].Add($"{(before[row] > 0 ? "paid again" : "paid")}: {after[row].Outcome}");
                else if (after[row].Outcome != ends[row].Outcome)
                    steps[row].Add($"asked: {after[row].Outcome}");
            }

            ends = after;
        }

        return steps.ToDictionary(row => row.Key, row => row.Value.Count > 0 ? string.Join("; ", row.Value) : ends[row.Key].Outcome.StartsWith("succeeded", StringComparison.Ordinal) ? "" : "nothing");
    }

    public Submission[] Accepted(int row) =>
        [.. server.Account.Submissions.Where(submission => submission.Marker.StartsWith($"{batch}/{row}/", StringComparison.Ordinal))];

    private static bool IsOver(Submission submission) =>
        submission.State is SubmissionState.Failed or SubmissionState.Cancelled || submission.Fault is Fault.Gone or Fault.Lost;
}
