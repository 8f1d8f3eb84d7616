using Microsoft.Extensions.Primitives;
using Seedream.Core.Intake;

namespace Seedream.Api.Problems;

/// <summary>The call is refused; <see cref="Detail"/> says what was expected and what was found.</summary>
internal sealed class ApiException(HttpCode code, string detail) : Exception(detail)
{
    public HttpCode Code { get; } = code;

    public string Detail => Message;

    /// <summary>Headers that go with the refusal (<c>Allow</c>, <c>Accept-Post</c>).</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; } = [];

    public string? Id { get; init; }

    public long? ProblemCount { get; init; }

    public IReadOnlyList<Problem>? Problems { get; init; }
}
