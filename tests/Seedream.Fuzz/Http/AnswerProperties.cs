using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seedream.Api.Problems;
using Seedream.Core.Intake;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Http;

/// <summary>What holds of every answer: a documented status, headers a server can send, a body of its type, nothing secret in it.</summary>
internal static class AnswerProperties
{
    private static readonly Dictionary<string, HttpCode> Codes = HttpCodes.Codes.ToDictionary(code => code.Code, StringComparer.Ordinal);
    private static readonly byte[][] Secrets = [.. new[] { FuzzSite.Hidden, FuzzSite.Key, Words.Token }.Select(Encoding.UTF8.GetBytes)];

    public static void Check(HttpRequestFeature request, HttpResponseFeature response, byte[] body)
    {
        int status = response.StatusCode;
        // What is no address of the API is not answered by it.
        if (status == 404 && !request.Path.StartsWith("/api", StringComparison.OrdinalIgnoreCase))
            return;
        Expect.That(status is 200 or 202 or 206 or 302 or 304 or (>= 400 and < 500), $"status {status}: {Encoding.UTF8.GetString(body)}");
        CheckHeaders(response.Headers);
        string type = response.Headers.ContentType.ToString();
        // Whoever sends a secret may see it again in a message about it; nobody else may.
        bool isSent = request.Headers.Values.Any(value => IsSecret(value.ToString())) || IsSecret(Uri.UnescapeDataString(request.QueryString)) || IsSecret(request.Path) || status is 400 or 422 or 200 or 202;
        foreach (byte[] secret in Secrets)
            Expect.That((isSent && secret != Secrets[0]) || body.AsSpan().IndexOf(secret) < 0, $"the answer has {Encoding.UTF8.GetString(secret)} in it");
        if (status >= 400)
            CheckProblem(response, body, type, isHead: request.Method == "HEAD");
        else if (type.StartsWith("application/json", StringComparison.Ordinal) && body.Length > 0 && status != 206)
            JsonDocument.Parse(body).Dispose();
        Expect.That(body.Length == 0 || status == 302 || response.Headers.XContentTypeOptions == "nosniff" || type.StartsWith("application/zip", StringComparison.Ordinal), $"an answer of type '{type}' that a browser may take for another");
    }

    private static bool IsSecret(string text) => text.Contains(FuzzSite.Key, StringComparison.Ordinal) || text.Contains(Words.Token, StringComparison.Ordinal);

    // Kestrel refuses to send anything else.
    private static void CheckHeaders(IHeaderDictionary headers)
    {
        foreach ((string name, var values) in headers)
        {
            foreach (string? value in values)
                Expect.That(value is null || value.All(c => c is >= ' ' and <= '~'), $"the header {name} has a character that cannot be sent: {value}");
        }
    }

    private static void CheckProblem(HttpResponseFeature response, byte[] body, string type, bool isHead)
    {
        Expect.That(type.StartsWith("application/problem+json", StringComparison.Ordinal), $"a refusal of type '{type}'");
        if (isHead && body.Length == 0)
            return;
        using JsonDocument problem = JsonDocument.Parse(body);
        string code = problem.RootElement.GetProperty("code").GetString()!;
        Expect.That(Codes.TryGetValue(code, out HttpCode? known), $"the code {code} is not documented");
        Expect.Equal(known.Status, response.StatusCode, $"the status of {code}");
        Expect.IsMessage(problem.RootElement.GetProperty("detail").GetString(), $"the detail of {code}", 1_500);
        if (!problem.RootElement.TryGetProperty("problems", out JsonElement problems) || problems.ValueKind != JsonValueKind.Array)
            return;
        foreach (JsonElement one in problems.EnumerateArray())
        {
            Expect.That(ProblemCodes.All.Any(entry => entry.Code == one.GetProperty("code").GetString()), "a problem without a documented code");
            Expect.IsMessage(one.GetProperty("message").GetString(), "a problem's message");
        }
    }
}
