using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Seedream.Simulator.Http;

/// <summary>Reads a submission's body and marker, and keeps the account's note of tries that were not accepted.</summary>
internal sealed class SubmissionReading(Simulation simulation) : ICallStep
{
    private const int LargestBody = 1 << 20;

    public async Task Invoke(ApiCall call, Func<ApiCall, Task> next)
    {
        if (call.Route != Route.Submit)
        {
            await next(call);
            return;
        }
        if (await Read(call) is not { } body)
        {
            call.Answer = new ErrorAnswer(simulation.Options.Errors).Invalid(413, "The body is larger than 1 MiB.");
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
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync(call.Context.RequestAborted);
        return body.Length > LargestBody ? null : body;
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
