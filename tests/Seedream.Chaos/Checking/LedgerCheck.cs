using Seedream.Chaos.Places;
using Seedream.Simulator.Scheduling;

namespace Seedream.Chaos.Checking;

/// <summary>Everything that was accepted stands in the ledger, by its request id or as uncertain, and nothing is still reserved.</summary>
internal sealed class LedgerCheck(World world, LedgerBook ledger, Books books)
{
    public void Run()
    {
        foreach ((string marker, LedgerLine line) in ledger.Lines)
        {
            world.Report.Count($"ledger {line.State}");
            if (line.State == "reserved")
                world.Report.Violation($"{line.Name} is still reserved");
            if (line.RequestId is { } id && books.Account.Find(id) is var accepted && accepted?.Marker != marker)
                world.Report.Violation($"the ledger has {id} for {marker} ({line.State}), the simulator for {accepted?.Marker}");
        }

        foreach (Submission submission in books.Account.Submissions)
        {
            LedgerLine? line = ledger.Lines.GetValueOrDefault(submission.Marker);
            bool known = ledger.IsUncertain(submission.Marker) || line?.RequestId == submission.RequestId;
            if (!known)
                world.Report.Violation($"request {submission.RequestId} was accepted for {submission.Marker}, but the ledger says '{line?.State}' {line?.RequestId}");
        }
    }
}
