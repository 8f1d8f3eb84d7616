using Seedream.Local.CommandLine;

namespace Seedream.Local.Batches;

/// <summary>A command that finds nothing to do has done its work.</summary>
internal static class NothingToDo
{
    public static async Task<ExitCode> ShowAsync(CommandSession session, OpenBatch batch, string message, CancellationToken cancellationToken)
    {
        session.Terminal.Note(message);
        if (session.Terminal.Json)
            await BatchSummary.ShowAsync(session, batch.Storage, batch.Id, batch.Origin?.Kind, endedBefore: true, cancellationToken);
        return ExitCode.Success;
    }
}
