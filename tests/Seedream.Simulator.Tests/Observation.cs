using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Seedream.Simulator.Tests;

/// <summary>What a client saw of one call.</summary>
internal sealed record Observation(int Status, byte[] Body, HttpResponseMessage? Response, string Broke)
{
    public const string BeforeAnswer = "before the answer";
    public const string InsideAnswer = "inside the answer";

    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public string? RetryAfter => Response?.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) == true ? values.Single() : null;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Makes the call while the clock runs on, so that hanging and slow answers end without anybody waiting.</summary>
    public static async Task<Observation> Of(FakeTimeProvider clock, Func<Task<HttpResponseMessage>> call)
    {
        Task<Observation> observed = Observe(call);
        while (!observed.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(observed, Task.Delay(1));
        }
        return await observed;
    }

    private static async Task<Observation> Observe(Func<Task<HttpResponseMessage>> call)
    {
        HttpResponseMessage response;
        try
        {
            response = await call();
        }
        catch (HttpRequestException)
        {
            return new Observation(0, [], null, BeforeAnswer);
        }
        var body = new MemoryStream();
        try
        {
            await response.Content.CopyToAsync(body);
            return new Observation((int)response.StatusCode, body.ToArray(), response, "");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Observation((int)response.StatusCode, body.ToArray(), response, InsideAnswer);
        }
    }
}
