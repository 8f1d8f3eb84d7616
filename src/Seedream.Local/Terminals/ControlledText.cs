using Spectre.Console.Rendering;

namespace Seedream.Local.Terminals;

/// <summary>A finished line, colours included, as Spectre takes it.</summary>
internal sealed class ControlledText(string line) : IRenderable
{
    // What was drawn there before is longer, as a rule.
    private const string ClearToEnd = "\u001b[K";

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [Segment.Control($"{line}{ClearToEnd}"), Segment.LineBreak];
}
