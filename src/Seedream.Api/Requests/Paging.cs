using Microsoft.AspNetCore.Http;

namespace Seedream.Api.Requests;

/// <summary>Which page of a list of records a caller asks for: <c>limit</c> and <c>next</c>.</summary>
internal sealed class Paging
{
    private readonly string _list;

    /// <param name="request">The call.</param>
    /// <param name="list">Name of the list, so that the token of another one is refused.</param>
    /// <param name="others">The other parameters it may have.</param>
    public Paging(HttpRequest request, string list, params ReadOnlySpan<string> others)
    {
        _list = list;
        Query query = new(request, ["limit", "next", .. others]);
        Limit = query.Number("limit", 50, 1, 1_000);
        After = query.Text("next", longest: 1_000) is { } token ? PageToken.Read(list, token) : null;
    }

    public int Limit { get; }

    /// <summary>The last record of the page before; null for the first page.</summary>
    public string? After { get; }

    /// <summary>The token that leads on behind this record; null for none.</summary>
    public string? TokenAfter(string? last) => last is null ? null : PageToken.Write(_list, last);
}
