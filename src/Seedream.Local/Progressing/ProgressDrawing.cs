using Seedream.Local.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Seedream.Local.Progressing;

/// <summary>A round's progress as a drawing of a few lines that fits the terminal's width.</summary>
internal static class ProgressDrawing
{
    private const int WidestBar = 50;
    private const int NarrowestBar = 8;

    public static IRenderable Of(RoundView view, int width)
    {
        string headline = ProgressLine.Headline(view);
        int room = width - headline.Length - 3;
        int bar = Math.Clamp(room, NarrowestBar, WidestBar);
        List<IRenderable> lines = [];
        // A narrow terminal gets two lines rather than a broken one.
        if (room >= NarrowestBar)
        {
            lines.Add(new Markup($"{Bar(view, bar)}  [bold]{Markup.Escape(headline)}[/]"));
        }
        else
        {
            lines.Add(new Markup(Bar(view, Math.Max(4, width - 1))));
            lines.Add(new Markup($"[bold]{Markup.Escape(headline)}[/]"));
        }

        lines.Add(new Markup(string.Join(" [grey]·[/] ", ProgressLine.States(view).Where(state => state.Jobs > 0)
            .Select(state => $"[{state.Colour}]{Amounts.Count(state.Jobs)} {state.Name}[/]").DefaultIfEmpty("[grey]starting[/]"))));
        if (view.Note is { } note)
            lines.Add(new Markup($"[yellow]{Markup.Escape(SafeText.Of(note))}[/]"));
        return new Rows(lines);
    }

    private static string Bar(RoundView view, int width)
    {
        int done = (int)Math.Floor(view.Share * width);
        int bad = view.Finished == 0 ? 0 : (int)Math.Ceiling((double)view.Ended.Where(entry => entry.Key != Core.Outcomes.OutcomeKind.Succeeded).Sum(entry => entry.Value) / Math.Max(1, view.Rows) * width);
        bad = Math.Min(bad, done);
        return $"[green]{new string('━', done - bad)}[/][red]{new string('━', bad)}[/][grey]{new string('━', width - done)}[/]";
    }
}
