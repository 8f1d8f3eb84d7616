using System.Text.Json.Serialization;
using Seedream.Core.Intake;

namespace Seedream.Api.Problems;

/// <summary>A problem document after RFC 9457 with this API's extensions.</summary>
public sealed record ApiProblem
{
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("title")]
    public required string Title { get; init; }

    [JsonPropertyName("status")]
    public required int Status { get; init; }

    /// <summary>Stable code, see docs/errors.md.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>What was expected and what was found this time.</summary>
    [JsonPropertyName("detail")]
    public required string Detail { get; init; }

    /// <summary>What the caller can do.</summary>
    [JsonPropertyName("what_to_do")]
    public required string WhatToDo { get; init; }

    /// <summary>Finds the call in the service's log.</summary>
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; init; }

    /// <summary>The batch or job concerned, if there is one.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Problems found in the prompt file or job in all.</summary>
    [JsonPropertyName("problem_count")]
    public long? ProblemCount { get; init; }

    /// <summary>The first of them.</summary>
    [JsonPropertyName("problems")]
    public IReadOnlyList<Problem>? Problems { get; init; }
}
