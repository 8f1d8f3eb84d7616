using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Seedream.Api.Problems;

namespace Seedream.Api.Requests;

/// <summary>Query parameters read strictly: an unusable value, a value given twice or an unknown name is refused, not ignored.</summary>
internal sealed class Query
{
    private readonly IQueryCollection _query;

    public Query(HttpRequest request, params ReadOnlySpan<string> known)
    {
        _query = request.Query;
        foreach ((string name, StringValues values) in _query)
        {
            // The key of a Functions app may come in the query; everything else has to mean something.
            if (!known.Contains(name) && name != "code")
                throw new ApiException(HttpCodes.BadParameter, $"expected no other query parameters than {string.Join(", ", known!)}, found {Shown.Text(name)}");
            if (values.Count > 1)
                throw new ApiException(HttpCodes.BadParameter, $"expected {name} once, found it {values.Count.ToString(CultureInfo.InvariantCulture)} times");
        }
    }

    /// <summary>The text; null when it is absent or empty.</summary>
    public string? Text(string name, int longest = 200)
    {
        string? value = _query[name];
        if (string.IsNullOrEmpty(value))
            return null;
        if (value.Length > longest)
            throw new ApiException(HttpCodes.BadParameter, string.Create(CultureInfo.InvariantCulture, $"expected {name} to have at most {longest} characters, found {value.Length}"));
        if (value.Any(char.IsControl))
            throw new ApiException(HttpCodes.BadParameter, $"expected {name} without control characters");
        return value;
    }

    public int Number(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            return number;
        throw new ApiException(HttpCodes.BadParameter, string.Create(CultureInfo.InvariantCulture, $"expected {name} to be a whole number from {least} to {most}, found {Shown.Text(text)}"));
    }

    public bool Flag(string name) => Text(name) switch
    {
        null when _query.ContainsKey(name) => true,
        null or "false" or "0" => false,
        "true" or "1" => true,
        var other => throw new ApiException(HttpCodes.BadParameter, $"expected {name} to be true or false, found {Shown.Text(other)}"),
    };
}
