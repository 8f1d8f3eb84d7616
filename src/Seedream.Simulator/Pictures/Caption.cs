using System.Globalization;
using System.Text.RegularExpressions;

namespace Seedream.Simulator.Pictures;

/// <summary>What is written on a picture, so that a mix-up is seen: the prompt's number, some of its words, its hash.</summary>
/// <param name="Title">The prompt's number, else the start of its hash.</param>
/// <param name="Words">The prompt.</param>
/// <param name="Footer">Hash, image of how many, request id.</param>
internal sealed partial record Caption(string Title, string Words, string Footer)
{
    public static Caption For(PictureFacts facts) => new(
        NumberOf(facts.Prompt, facts.Marker) is { } number ? "#" + number : facts.PromptHash[..6],
        facts.Prompt,
        $"{facts.PromptHash[..8]}  {facts.Index + 1}/{facts.Count}  {facts.RequestId[..8]}");

    /// <summary>A number at the start of the prompt or after a <c>#</c> in it, else the last part of a marker such as <c>batch-00017</c>, or of <c>batch/17/1</c> (row and attempt) the row.</summary>
    public static string? NumberOf(string prompt, string marker)
    {
        Match match = InPrompt().Match(prompt);
        if (!match.Success) match = InMarker().Match(marker);
        return match.Success ? long.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : null;
    }

    public void WriteOn(Canvas canvas)
    {
        int margin = Math.Max(1, canvas.Width / 18), room = canvas.Width - (2 * margin);
        int top = Math.Max(1, canvas.Height / 14);
        int big = Math.Max(1, Math.Min(room * 7 / 10 / (Title.Length * PixelFont.Advance), canvas.Height / 4 / PixelFont.Height));
        Shadowed(canvas, Title, margin, top, big, Ink.Light);
        int small = Math.Max(1, Math.Min(room, canvas.Height) / 120);
        int line = top + (PixelFont.Height * big) + (6 * small);
        if (canvas.Width >= 120)
        {
            foreach (string text in Wrap(Words, room / (PixelFont.Advance * small), lines: 3))
            {
                Shadowed(canvas, text, margin, line, small, Ink.Soft);
                line += (PixelFont.Height + 3) * small;
            }
        }
        int low = Math.Min(small, Math.Max(1, room / (Footer.Length * PixelFont.Advance)));
        canvas.Text(Footer, margin, canvas.Height - margin / 2 - (PixelFont.Height * low), low, Ink.Soft);
    }

    private static void Shadowed(Canvas canvas, string text, int left, int top, int scale, byte color)
    {
        int offset = Math.Max(1, scale / 4);
        canvas.Text(text, left + offset, top + offset, scale, Ink.Shadow);
        canvas.Text(text, left, top, scale, color);
    }

    private static IEnumerable<string> Wrap(string text, int width, int lines)
    {
        string line = "";
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            string shown = word.Length > width ? word[..width] : word;
            if (line.Length > 0 && line.Length + 1 + shown.Length > width)
            {
                yield return line;
                if (--lines == 0) yield break;
                line = "";
            }
            line = line.Length == 0 ? shown : $"{line} {shown}";
        }
        if (line.Length > 0) yield return line;
    }

    [GeneratedRegex(@"(?:^\W*|#)(?<number>[0-9]{1,7})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InPrompt();

    [GeneratedRegex(@"(?:^|[^0-9a-zA-Z]|row|job)(?<number>[0-9]{1,7})(?:/[0-9]{1,3})?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InMarker();
}
