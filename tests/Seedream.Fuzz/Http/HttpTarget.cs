using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seedream.Api.Routing;
using Seedream.Api.WebConsole;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Intake;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Http;

/// <summary>Requests of any shape to every route, with and without an API key: an answer of the contract, and never a fault.</summary>
internal sealed class HttpTarget : IFuzzTarget
{
    private readonly FuzzSite _open = FuzzSite.Start(withKey: false);
    private readonly FuzzSite _guarded = FuzzSite.Start(withKey: true);

    public string Name => "http";

    public long MostAllocated(long inputBytes) => 3_000_000 + (1_000 * inputBytes);

    public async Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        bool withKey = dice.OneIn(6);
        FuzzSite site = withKey ? _guarded : _open;
        site.Pipeline.Reset();
        RequestGrammar grammar = new(site);
        ApiRoute route = dice.Of<ApiRoute>([.. ApiRoutes.All]);
        HttpRequestFeature request = new()
        {
            Protocol = "HTTP/1.1",
            Scheme = "http",
            Method = RequestGrammar.Method(dice, route),
            Path = grammar.Path(dice, route),
            QueryString = grammar.Query(dice, route),
        };
        foreach ((string name, string value) in RequestGrammar.Headers(dice))
            request.Headers.Append(name, value);
        bool hasKey = withKey && dice.OneIn(3);
        if (hasKey)
            request.Headers["x-functions-key"] = FuzzSite.Key;
        (string? contentType, byte[] body) = RequestGrammar.Body(dice, route);
        if (contentType is not null)
            request.Headers.ContentType = contentType;
        if (body.Length > 0 && dice.OneIn(2))
            request.Headers.ContentLength = body.Length;
        request.Body = new PieceStream(body, dice.OneIn(3) ? dice.Between(1, 40) : int.MaxValue);
        fuzz.Input("request", $"{request.Method} {request.Path}{request.QueryString} {string.Join(" | ", request.Headers.Select(header => $"{header.Key}: {header.Value}"))}");
        fuzz.Input("body", body);
        await SendAsync(site, request, withKey && !hasKey);
    }

    private static async Task SendAsync(FuzzSite site, HttpRequestFeature request, bool isStranger)
    {
        using MemoryStream answer = new();
        HttpResponseFeature response = new();
        FeatureCollection features = new();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        site.Faults.Last = null;
        await site.Server.ProcessAsync(features);
        if (response.StatusCode >= 500 && site.Faults.Last is { } fault)
            throw new InvalidOperationException("The service answered with a fault", fault);
        AnswerProperties.Check(request, response, answer.ToArray());
        if (isStranger)
        {
            // Health says nothing, and the console's files hold nothing secret.
            bool isOpen = request.Path.Equals("/api/health", StringComparison.OrdinalIgnoreCase) || ConsoleFiles.Has(request.Path);
            Expect.That(response.StatusCode == 401 || (isOpen && request.Method.ToUpperInvariant() is "GET" or "HEAD") || !IsWithoutKey(request), string.Create(CultureInfo.InvariantCulture, $"a stranger got {response.StatusCode}"));
        }
    }

    // The grammar may hit upon the key by itself.
    private static bool IsWithoutKey(HttpRequestFeature request) => !request.Headers.Values.Any(value => value.ToString().Contains(FuzzSite.Key, StringComparison.Ordinal));

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
