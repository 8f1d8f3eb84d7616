using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Seedream.Core.Reporting.Gallery;

/// <summary>
/// <c>gallery.html</c> with its style and scripts put in, cut where the data goes: a page is
/// <see cref="Start"/>, rows, <see cref="BetweenRowsAndPage"/>, page, <see cref="End"/>. So a page streams: what is known
/// only at its end stands at its end.
/// </summary>
internal static class GalleryTemplate
{
    private const string Rows = "{{rows}}";
    private const string Page = "{{page}}";
    private const string Export = "export ";

    private static readonly string[] Scripts = ["shared.words.js", "shared.wall.js", "shared.facts.js", "gallery.words.js", "gallery.masthead.js", "gallery.wall.js", "gallery.viewer.js", "gallery.js"];

    private static readonly string Template = Compose();

    public static byte[] BetweenRowsAndPage { get; } = Encoding.UTF8.GetBytes(Between(Rows, Page));

    public static byte[] End { get; } = Encoding.UTF8.GetBytes(Between(Page, null));

    public static byte[] Start(string title) =>
        Encoding.UTF8.GetBytes(Between(null, Rows).Replace("{{title}}", HtmlEncoder.Default.Encode(title), StringComparison.Ordinal));

    private static string Compose()
    {
        string style = Read("shared.css");
        string script = string.Join('\n', Scripts.Select(script => WithoutModules(Read(script))));
        return Read("gallery.html")
            .Replace("{{style-hash}}", Hash(style), StringComparison.Ordinal)
            .Replace("{{script-hash}}", Hash(script), StringComparison.Ordinal)
            .Replace("{{style}}", style, StringComparison.Ordinal)
            .Replace("{{script}}", script, StringComparison.Ordinal);
    }

    // What is shared with the console is written as modules; here all of it is one script.
    private static string WithoutModules(string script) => string.Join('\n', script.Split('\n')
        .Where(line => !line.StartsWith("import ", StringComparison.Ordinal))
        .Select(line => line.StartsWith(Export, StringComparison.Ordinal) ? line[Export.Length..] : line));

    // What the page's Content-Security-Policy allows: this very text and no other.
    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string name)
    {
        using Stream stream = typeof(GalleryTemplate).Assembly.GetManifestResourceStream($"Gallery/{name}")
            ?? throw new InvalidOperationException($"Gallery/{name} is not embedded in {typeof(GalleryTemplate).Assembly}");
        using StreamReader reader = new(stream);
        // A browser reads line ends as LF, and so hashes them.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Between(string? from, string? to)
    {
        int start = from is null ? 0 : Template.IndexOf(from, StringComparison.Ordinal) + from.Length;
        int end = to is null ? Template.Length : Template.IndexOf(to, StringComparison.Ordinal);
        return Template[start..end];
    }
}
