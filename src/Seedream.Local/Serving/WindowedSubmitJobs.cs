using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Submission;

namespace Seedream.Local.Serving;

/// <summary><see cref="SubmitJobs"/> within the limit that all batches and single jobs of this process share.</summary>
internal sealed class WindowedSubmitJobs(SubmitJobs inner, SharedWindow window, TimeProvider clock) : IActivity<SubmitJobsInput, SubmittedJobs>
{
    // Well within the time for which a conductor waits for a call before it begins anew.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<SubmittedJobs> RunAsync(SubmitJobsInput input, CancellationToken cancellationToken)
    {
        string batch = input.Share.Batch;
        IReadOnlyList<Job> granted = await window.TakeAsync(batch, input.Jobs, Patience, clock);
        if (granted.Count == 0)
            return new SubmittedJobs { Deferred = input.Jobs };
        HashSet<int> rows = [.. granted.Select(job => job.Row)];
        Job[] rest = [.. input.Jobs.Where(job => !rows.Contains(job.Row))];
        HashSet<int> inFlight = [];
        try
        {
            SubmittedJobs submitted = await inner.RunAsync(input with { Jobs = granted }, cancellationToken);
            inFlight.UnionWith(submitted.Tickets.Select(ticket => ticket.Row));
            return rest.Length == 0 ? submitted : submitted with { Deferred = [.. submitted.Deferred, .. rest] };
        }
        finally
        {
            window.Release(batch, rows.Except(inFlight));
        }
    }
}
