using System.Globalization;
using System.Text.Json.Nodes;

namespace Seedream.Api.Tests.Support;

internal static class Answers
{
    /// <summary>The JSON of an answer that has this status.</summary>
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer, int status)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"expected {status}, found {(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The problem document of an answer: status and code agree, and nothing of our insides shows.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage answer, string code)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType}: {text}");
        JsonNode problem = JsonNode.Parse(text)!;
        Assert.Equal(code, (string)problem["code"]!);
        Assert.Equal(code[4..7], ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        Assert.Equal((int)answer.StatusCode, (int)problem["status"]!);
        Assert.StartsWith("urn:seedream:problem:", (string)problem["type"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)problem["detail"]!);
        Assert.NotEmpty((string)problem["trace_id"]!);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return problem;
    }

    public static string Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values) || answer.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : "";
}
