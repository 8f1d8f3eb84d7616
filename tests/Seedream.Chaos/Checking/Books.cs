using System.Globalization;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Scheduling;

namespace Seedream.Chaos.Checking;

/// <summary>What the simulator accepted, by batch and row.</summary>
internal sealed class Books
{
    private readonly ILookup<(string Batch, int Row), Submission> _byRow;

    public Books(Account account)
    {
        Account = account;
        _byRow = account.Submissions.ToLookup(submission => Parse(submission.Marker) is var (batch, row, _) ? (batch, row) : default);
    }

    public Account Account { get; }

    /// <summary>Accepted for that row, over all attempts, cancelled ones included.</summary>
    public IReadOnlyList<Submission> Of(string batch, int row) => [.. _byRow[(batch, row)]];

    public static IEnumerable<Submission> Paid(IEnumerable<Submission> submissions) => submissions.Where(submission => submission.State != SubmissionState.Cancelled);

    /// <summary>The parts of <c>batch/row/attempt</c>.</summary>
    public static (string Batch, int Row, int Attempt) Parse(string marker)
    {
        string[] parts = marker.Split('/');
        return (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
