using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Collecting;

/// <summary>
/// Which URLs from the API's answers are fetched: https on port 443 from an allowed host or below it, by name. The answers
/// are trusted no further than that. A simulator's own files are allowed where the API itself is on this machine.
/// </summary>
internal sealed class OutputUrl
{
    private readonly string[] _hosts;
    private readonly bool _allowLoopback;
    private readonly CleanText _clean;

    public OutputUrl(RunComfyOptions options)
    {
        _hosts = options.OutputHosts.Count == 0 ? ["runcomfy.net", "runcomfy.com"] : [.. options.OutputHosts.Select(host => host.Trim().ToLowerInvariant())];
        _allowLoopback = Loopback.Is(options.BaseUrl);
        _clean = new CleanText(options.ApiToken);
    }

    /// <summary>Why the URL is not fetched, or null with the URL to fetch.</summary>
    public string? Check(string text, [NotNullWhen(false)] out Uri? url)
    {
        url = null;
        if (!IsClean(text))
            return "it is no clean URL";
        if (Parse(text) is not { } parsed)
            return "it is no absolute http or https URL";
        string? problem = HostOf(parsed) is { } host ? Problem(parsed, text, host) : "its host is no name";
        if (problem is null)
            url = parsed;
        return problem;
    }

    /// <summary>The URL that a clean http or https text is; null for any other.</summary>
    public static Uri? Parse(string text)
    {
        // Nothing else may reach the parser: it raises exceptions of its own for some of it ("//" and what reorders text).
        bool isWeb = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        return isWeb && IsClean(text) && Uri.TryCreate(text, UriKind.Absolute, out Uri? url) ? url : null;
    }

    // Parsers disagree about these, which is how checks get fooled.
    private static bool IsClean(string text) =>
        text.Length <= 8192 && !text.Any(c => c is '\\' || char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    // Which names are none is only found out when they are asked for.
    private static string? HostOf(Uri url)
    {
        try
        {
            return url.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private string? Problem(Uri url, string text, string host)
    {
        // An empty one, too: what stands before an @ is no host, and not every reader agrees.
        if (url.UserInfo.Length > 0 || Authority(text).Contains('@'))
            return "it carries a user name";
        if (_clean.TellsToken(text))
            return "it carries the API token";
        if (_allowLoopback && url.Scheme is "http" or "https" && Loopback.Is(url))
            return null;
        if (url.Scheme != Uri.UriSchemeHttps)
            return "it is not https";
        if (url.Port != 443)
            return "its port is not 443";
        if (url.HostNameType != UriHostNameType.Dns)
            return "its host is not a name";
        return Array.Exists(_hosts, allowed => host == allowed || host.EndsWith("." + allowed, StringComparison.Ordinal))
            ? null
            : "its host is not among the allowed ones";
    }

    private static ReadOnlySpan<char> Authority(ReadOnlySpan<char> text)
    {
        int start = text.IndexOf("://", StringComparison.Ordinal);
        ReadOnlySpan<char> rest = start < 0 ? text : text[(start + 3)..];
        int end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
