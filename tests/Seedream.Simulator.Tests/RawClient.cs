using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Seedream.Simulator.Tests;

/// <summary>A client that hides nothing: no redirects, no retries, no interpretation.</summary>
internal sealed class RawClient : IDisposable
{
    public const string Model = "/v1/models/bytedance/seedream-5/lite/text-to-image";

    private readonly HttpClient _http;

    public RawClient(SimulatorServer server, string? token = null)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.BaseUrl, Timeout = TimeSpan.FromSeconds(30) };
        Authorization = new AuthenticationHeaderValue("Bearer", token ?? server.Token);
    }

    public AuthenticationHeaderValue? Authorization { get; set; }

    public Task<HttpResponseMessage> Get(string path, CancellationToken cancellation = default) =>
        Send(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    public async Task<JsonElement> GetJson(string path)
    {
        using HttpResponseMessage response = await Get(path);
        return await Json(response);
    }

    public Task<HttpResponseMessage> Post(string path, string body = "", string? marker = null, CancellationToken cancellation = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (marker is not null) request.Headers.Add("X-Client-Request-Id", marker);
        return Send(request, cancellation);
    }

    public Task<HttpResponseMessage> Submit(string prompt, string? marker = null, string more = "", CancellationToken cancellation = default) =>
        Post(Model, $$"""{"prompt":{{JsonSerializer.Serialize(prompt)}}{{(more.Length == 0 ? "" : "," + more)}}}""", marker, cancellation);

    public async Task<string> SubmitOk(string prompt, string? marker = null, string more = "")
    {
        using HttpResponseMessage response = await Submit(prompt, marker, more);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await Json(response)).GetProperty("request_id").GetString()!;
    }

    public async Task<string> Status(string id) => (await GetJson($"/v1/requests/{id}/status")).GetProperty("status").GetString()!;

    public async Task<string[]> Urls(string id)
    {
        JsonElement output = (await GetJson($"/v1/requests/{id}/result")).GetProperty("output");
        return output.TryGetProperty("image", out JsonElement image)
            ? [image.GetString()!]
            : [.. output.GetProperty("images").EnumerateArray().Select(u => u.GetString()!)];
    }

    /// <summary>Fetches a file as clients should: without the token.</summary>
    public Task<HttpResponseMessage> Download(string url) => _http.SendAsync(new HttpRequestMessage(HttpMethod.Get, url), HttpCompletionOption.ResponseHeadersRead);

    public static async Task<JsonElement> Json(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            request.Headers.Authorization = Authorization;
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
    }
}
