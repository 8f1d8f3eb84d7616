using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace Seedream.Api.Responses;

/// <summary>A part of a file: from <c>Start</c>, <c>Length</c> bytes.</summary>
internal readonly record struct ByteRange(long Start, long Length)
{
    /// <summary>
    /// What a request asks of a file of this size. Null for all of it: no range, a malformed one (RFC 9110: ignore it), several
    /// at once, or one that <c>If-Range</c> ties to another file. A length below zero means that it lies outside.
    /// </summary>
    public static ByteRange? Of(HttpRequest request, long size, string tag, DateTimeOffset modified)
    {
        RequestHeaders headers = request.GetTypedHeaders();
        if (!HttpMethods.IsGet(request.Method) || headers.Range is not { } range || range.Unit != "bytes" || range.Ranges.Count != 1)
            return null;
        if (request.Headers.IfRange.Count > 0 && !IsSameFile(headers.IfRange, tag, modified))
            return null;
        RangeItemHeaderValue item = range.Ranges.First();
        if (item.From is not { } from)
        {
            long last = Math.Min(item.To ?? 0, size);
            return last > 0 ? new ByteRange(size - last, last) : new ByteRange(0, -1);
        }

        return from < size ? new ByteRange(from, Math.Min(item.To ?? long.MaxValue, size - 1) - from + 1) : new ByteRange(0, -1);
    }

    private static bool IsSameFile(RangeConditionHeaderValue? condition, string tag, DateTimeOffset modified) =>
        condition?.EntityTag is { } theirs ? theirs.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: true)
        : condition?.LastModified == modified;
}
