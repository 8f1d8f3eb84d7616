using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Core.Jobs;
using Seedream.Core.Storage;

namespace Seedream.Api.Requests;

/// <summary>Ids and names from the URL, checked before they reach a path.</summary>
internal static class RouteNames
{
    private const int LongestId = 80;

    public static string Batch(HttpContext context) =>
        Value(context, "batch") is { } id && IsId(id) && !JobId.IsJob(id) ? id : throw Unknown("batch", Value(context, "batch"));

    public static string Job(HttpContext context) =>
        Value(context, "job") is { } id && JobId.IsJob(id) ? id : throw Unknown("job", Value(context, "job"));

    /// <summary>A file name within one folder.</summary>
    public static string File(HttpContext context) =>
        Value(context, "name") is { } name && !name.Contains('/', StringComparison.Ordinal) && ObjectName.IsValid(name) ? name : throw Unknown("file", Value(context, "name"));

    /// <summary>A row, counted from 1.</summary>
    public static int Row(HttpContext context) =>
        int.TryParse(Value(context, "row"), NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row > 0 ? row : throw Unknown("row", Value(context, "row"));

    private static bool IsId(string id) =>
        id.Length <= LongestId && ObjectName.IsValid(id) && id.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c) || c == '-');

    private static string? Value(HttpContext context, string name) => context.Request.RouteValues[name] as string;

    // What can be no id is simply not there: one answer for all.
    private static ApiException Unknown(string what, string? value) => new(HttpCodes.NotFound, $"there is no {what} {Shown.Text(value ?? "")}");
}
