using Seedream.Chaos.Places;
using Seedream.Core.Jobs;
using Seedream.Core.Storage;
using Seedream.Simulator.Scheduling;

namespace Seedream.Chaos.Checking;

/// <summary>The single jobs: each that was asked for exactly once, however often it was delivered, and with its own images.</summary>
internal sealed class JobCheck(World world, PipelineStorage storage, Books books, Cents cents)
{
    public async Task RunAsync()
    {
        Dictionary<string, string> byPrompt = new(StringComparer.Ordinal);
        HashSet<string> ids = [];
        await foreach (ObjectInfo found in storage.Images.ListAsync("jobs/", CancellationToken.None))
            ids.Add(found.Name.Split('/')[1]);
        foreach (string id in ids)
        {
            ReportFolder folder = new(storage.Images, StateLayout.Images(id));
            if (await folder.ResultsAsync() is not [{ } line] || await folder.ManifestAsync() is not { } manifest)
            {
                world.Report.Violation($"{id}: its reports are missing or not of one row");
                continue;
            }

            cents.Manifest(id, manifest.GetProperty("cost_usd").GetDecimal(), manifest.GetProperty("cost_open_usd").GetDecimal(), [line]);
            string prompt = await EndedJobs.PromptAsync(folder);
            if (!byPrompt.TryAdd(prompt, id))
                world.Report.Violation($"{id} and {byPrompt[prompt]} are both '{prompt}'");
            await CheckAsync(id, folder, line);
        }

        HashSet<string> aside = await PutAside.PromptsAsync(storage.State);
        foreach (string prompt in world.Orders.JobPrompts.Where(prompt => !byPrompt.ContainsKey(prompt)))
        {
            if (aside.Contains(prompt))
                world.Report.Count("jobs put aside before they began");
            else
                world.Report.Violation($"the job '{prompt}' was asked for and is nowhere");
        }

        foreach (string id in books.Account.Submissions.Select(submission => Books.Parse(submission.Marker).Batch).Where(id => JobId.IsJob(id) && !ids.Contains(id)).Distinct())
            world.Report.Violation($"{id} was paid for and has no result");
        world.Report.Count("single jobs", ids.Count);
    }

    private async Task CheckAsync(string id, ReportFolder folder, ResultLine line)
    {
        world.Report.Count($"jobs {line.Outcome}");
        IReadOnlyList<Submission> accepted = books.Of(id, row: 1);
        cents.Row(id, line, accepted);
        if (Books.Paid(accepted).Count() is var paid && paid > 1)
            world.Report.Violation($"{id} was paid {paid} times");
        if (paid > 0 && line.Outcome is "not_submitted" or "invalid")
            world.Report.Violation($"{id} is '{line.Outcome}', but was paid");
        if (line.Outcome == "not_submitted")
            world.Report.Violation($"{id} was not submitted, though nothing was said against the account: {line.ErrorCode} {line.Error}");
        if (line.Outcome != "succeeded")
            return;
        if (!line.Files.Select(file => file.Sha256).SequenceEqual(world.Api.HashesOf(line.RequestId!)))
            world.Report.Violation($"{id} has other images than request {line.RequestId} made");
        foreach (ResultFile file in line.Files)
        {
            world.Report.Count("images");
            if (await folder.HashAsync(file.Name) is not { } stored || stored != (file.Sha256, file.Bytes))
                world.Report.Violation($"{id}: '{file.Name}' is missing or not what the results say");
        }
    }
}
