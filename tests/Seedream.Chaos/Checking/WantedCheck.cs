using Seedream.Chaos.Places;
using Seedream.Simulator.Scheduling;

namespace Seedream.Chaos.Checking;

/// <summary>
/// What was paid for against what was asked for, by content, across names, versions and batches: a row once, and once more only
/// when somebody asked for it again and the API itself had said that nothing will come of what was paid before, or a person had
/// named what is uncertain.
/// </summary>
internal sealed class WantedCheck(World world, LedgerBook ledger, Books books)
{
    public void Run()
    {
        ILookup<string, Submission> byPrompt = books.Account.Submissions.ToLookup(submission => submission.Input.Prompt, StringComparer.Ordinal);
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (PromptFamily family in world.Orders.Families)
        {
            foreach ((string prompt, int wanted) in family.Wanted())
            {
                known.Add(prompt);
                Check(prompt, wanted, [.. byPrompt[prompt].OrderBy(submission => submission.AcceptedAt)], family);
            }
        }

        foreach (string prompt in world.Orders.JobPrompts)
        {
            known.Add(prompt);
            Check(prompt, 1, [.. byPrompt[prompt].OrderBy(submission => submission.AcceptedAt)], family: null);
        }

        foreach (IGrouping<string, Submission> stray in byPrompt.Where(submissions => !known.Contains(submissions.Key)))
            world.Report.Violation($"nobody asked for '{stray.Key}', accepted as {stray.First().Marker}");
    }

    private void Check(string prompt, int wanted, Submission[] accepted, PromptFamily? family)
    {
        world.Report.Count("wanted", wanted);
        for (int number = wanted; number < accepted.Length; number++)
        {
            Submission again = accepted[number];
            int given = accepted[..number].Count(earlier => IsOver(earlier, again) && family is { IsRetried: true });
            int named = accepted[..number].Count(earlier => !IsOver(earlier, again) && ledger.IsUncertain(earlier.Marker) && family is { IsUncertainNamed: true });
            if (given + named <= number - wanted)
            {
                world.Report.Violation($"'{prompt}' was paid for again as {again.Marker}, though nothing had come to an end of {string.Join(", ", accepted[..number].Select(Describe))}");
                return;
            }

            world.Report.Count(given > number - wanted ? "wanted again after the API's no" : "wanted again by a person's word");
        }
    }

    // The API's own word that nothing will come of it, given before the next one was accepted.
    private static bool IsOver(Submission earlier, Submission next) =>
        Weather.IsLostForGood(earlier.Fault) || (earlier.State is SubmissionState.Failed or SubmissionState.Cancelled && !(earlier.FinishedAt > next.AcceptedAt));

    private static string Describe(Submission submission) => $"{submission.Marker} ({submission.RequestId}, {submission.State})";
}
