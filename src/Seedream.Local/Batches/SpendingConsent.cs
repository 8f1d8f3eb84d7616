using Seedream.Local.CommandLine;

namespace Seedream.Local.Batches;

/// <summary>Nothing is spent that nobody agreed to.</summary>
internal static class SpendingConsent
{
    /// <summary>Asks, unless --yes says it all; refuses where there is nobody to ask.</summary>
    public static async Task ObtainAsync(CommandSession session, string question, CancellationToken cancellationToken)
    {
        if (session.Value(CommonOptions.Yes))
            return;
        if (!session.Terminal.CanAsk)
            throw new CommandFailedException(ExitCode.NotConfirmed, $"nothing was submitted: '{question}' needs an answer and this is not a terminal; add --yes to agree");
        try
        {
            if (!await session.Terminal.ConfirmAsync(question, cancellationToken))
                throw new CommandFailedException(ExitCode.NotConfirmed, "not agreed to; nothing was submitted");
        }
        catch (OperationCanceledException stopped)
        {
            session.Terminal.Note();
            throw new CommandFailedException(ExitCode.Interrupted, "stopped; nothing was submitted", stopped);
        }
    }
}
