using Seedream.Core.Outcomes;

namespace Seedream.Core.Conducting;

/// <summary>
/// How fast rows are submitted while the API is in trouble. After a pause one row goes first and each success doubles what may
/// follow: what is refused again costs a reservation and its release, so a storm of refusals must stay small.
/// </summary>
internal static class Pace
{
    // Nothing but uncertain answers: every further submission may be paid for in vain.
    private const long FirstTroublePauseMs = 5_000;
    private const long LongestTroublePauseMs = 60_000;

    /// <summary>The state after an answer to a submission.</summary>
    public static BoardState After(BoardState state, SubmittedJobs reply, long time, int window)
    {
        bool accepted = reply.Tickets.Count > 0;
        bool trouble = !accepted && reply.Ended.Any(job => job is { Outcome: OutcomeKind.Uncertain, Earlier: false });
        // Chunks that were out together fail together: that is one trouble, not many.
        int troubles = accepted ? 0 : trouble && time >= state.PauseUntil ? state.Troubles + 1 : state.Troubles;
        long until = reply.PauseUntil;
        if (trouble)
            until = Math.Max(until, time + Math.Min(LongestTroublePauseMs, FirstTroublePauseMs << Math.Clamp(troubles - 1, 0, 10)));
        int doubled = state.Pace * 2 >= window ? 0 : state.Pace * 2;
        return state with
        {
            Troubles = troubles,
            PauseUntil = Math.Max(until, state.PauseUntil),
            Pace = until > time ? 1 : accepted ? doubled : state.Pace,
            Note = reply.Note
                ?? (trouble ? "submissions end without a clear answer" : accepted && time >= state.PauseUntil ? null : state.Note),
        };
    }

    /// <summary>How many more rows may be submitted while <paramref name="submitting"/> are.</summary>
    public static int Left(BoardState state, int submitting) =>
        state.Pace == 0 || state.Stop != StopReason.None ? int.MaxValue : Math.Max(0, state.Pace - submitting);
}
