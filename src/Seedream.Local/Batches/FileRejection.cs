using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Local.CommandLine;
using Seedream.Local.Documents;
using Seedream.Local.Terminals;

namespace Seedream.Local.Batches;

/// <summary>A file that is unusable as a whole: its problems, and that nothing was submitted.</summary>
internal static class FileRejection
{
    private const int MostShown = 20;

    public static ExitCode Show(CommandSession session, PlanSummary plan)
    {
        Problem[] fatal = [.. plan.Problems.Where(problem => problem.Severity == Severity.FileError)];
        foreach (Problem problem in fatal.Concat(plan.Problems.Except(fatal)).Take(MostShown))
            session.Terminal.Note(ProblemText.Of(problem, session.Terminal.Error));
        if (plan.ProblemCount > MostShown)
            session.Terminal.Note($"and {Amounts.Count(plan.ProblemCount - MostShown)} more; seedream validate shows all");
        session.Terminal.Fail($"{plan.File} cannot be run; nothing was submitted");
        if (session.Terminal.Json)
            DocumentWriter.Write(new RejectionDocument { Command = session.Command, ExitCode = (int)ExitCode.BadInput, File = plan.File, ProblemCount = plan.ProblemCount, Problems = plan.Problems }, DocumentsJson.Default.RejectionDocument);
        return ExitCode.BadInput;
    }
}
