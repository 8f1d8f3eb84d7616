using System.Globalization;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Accounting;

/// <summary>Writes the books from the submissions.</summary>
internal static class Bookkeeping
{
    public static AccountBooks Of(IReadOnlyList<Submission> submissions, decimal balance, bool failuresAreBilled)
    {
        BookEntry[] entries = [.. submissions.Select(submission => EntryOf(submission, failuresAreBilled))];
        ILookup<string, BookEntry> byState = entries.ToLookup(entry => entry.State, StringComparer.Ordinal);
        return new AccountBooks
        {
            Requests = entries,
            Totals = StateNames.All.ToDictionary(state => state, state => Add(byState[state]), StringComparer.Ordinal),
            BilledUsd = entries.Sum(entry => entry.BilledUsd),
            HeldUsd = entries.Sum(entry => entry.HeldUsd),
            BalanceUsd = balance,
        };
    }

    private static BookEntry EntryOf(Submission submission, bool failuresAreBilled)
    {
        bool open = submission.State is SubmissionState.Queued or SubmissionState.Running;
        decimal billed = open ? 0 : submission.CostUsd;
        return new BookEntry
        {
            RequestId = submission.RequestId,
            Marker = submission.Marker,
            Model = submission.Model,
            State = StateNames.Of(submission.State),
            Images = submission.Delivered,
            Billed = billed != 0,
            BilledUsd = billed,
            HeldUsd = open ? submission.CostUsd : 0,
            Why = WhyOf(submission, failuresAreBilled),
        };
    }

    private static string WhyOf(Submission submission, bool failuresAreBilled) => submission.State switch
    {
        SubmissionState.Queued or SubmissionState.Running => "under way: held until it ends",
        SubmissionState.Cancelled => "cancelled while queued: not billed",
        SubmissionState.Failed when submission.GivenCostUsd is not null => "failed: the cost that was given",
        SubmissionState.Failed => failuresAreBilled ? "failed: billed all the same, as the options say" : "failed: not billed",
        _ when submission.GivenCostUsd is not null => "succeeded: the cost that was given",
        _ => string.Create(CultureInfo.InvariantCulture, $"succeeded: outputs delivered: {submission.Delivered}"),
    };

    private static StateTotal Add(IEnumerable<BookEntry> entries)
    {
        BookEntry[] all = [.. entries];
        return new StateTotal { Requests = all.Length, BilledUsd = all.Sum(entry => entry.BilledUsd), HeldUsd = all.Sum(entry => entry.HeldUsd) };
    }
}
