using Seedream.Local.Terminals;

namespace Seedream.Local.Progressing;

/// <summary>Shows a round's progress while it runs: a drawing on a terminal, now and then a line elsewhere.</summary>
internal static class RoundWatch
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static Task FollowAsync(Terminal terminal, RoundProgress progress, Task round) =>
        terminal.IsLive
            ? terminal.DrawAsync(width => ProgressDrawing.Of(progress.View(), width), redraw => RepeatAsync(round, Redraw, redraw))
            : RepeatAsync(round, LineEvery, () => terminal.Note(ProgressLine.Of(progress.View())));

    private static async Task RepeatAsync(Task round, TimeSpan period, Action show)
    {
        while (await Task.WhenAny(round, Task.Delay(period)) != round)
            show();
    }
}
