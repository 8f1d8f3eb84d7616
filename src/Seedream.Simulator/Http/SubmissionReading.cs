using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Seedream.Simulator.Http;

/// <summary>Reads a submission's body and marker, and keeps the account's note of tries that were not accepted.</summary>
internal sealed class SubmissionReading(Simulation simulation) : ICallStep
{
    // What the vendor's clients send at most: media as data URIs.
    private const int LargestBody = 64 << 20;

    public async Task Invoke(ApiCall call, Func<ApiCall, Task> next)
    {
        if (call.Route != Route.Submit)
        {
            await next(call);
            return;
        }
        if (await Read(call) is not { } body)
        {
            call.Answer = new ErrorAnswer(simulation.Options.Errors).Invalid(413, "The body is larger than 64 MiB.");
            return;
        }
        call.Body = body;
        call.Input = Parse(body);
        string? sent = call.Context.Request.Headers["X-Client-Request-Id"];
        call.Marker = string.IsNullOrEmpty(sent) ? "input-" + Simulation.HashOf(body) : sent;
        await next(call);
    }

    private static async Task<string?> Read(ApiCall call)
    {
        HttpRequest request = call.Context.Request;
        if (request.ContentLength > LargestBody) return null;
        using var body = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = await request.Body.ReadAsync(buffer, call.Context.RequestAborted); read > 0; read = await request.Body.ReadAsync(buffer, call.Context.RequestAborted))
        {
            if (body.Length + read > LargestBody) return null;
            body.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length).TrimStart('\uFEFF');
    }

    private static JsonElement? Parse(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
