using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Seedream.Simulator.Http;

/// <summary>What happens below HTTP: answers sent whole or in half, connections reset or left hanging.</summary>
internal static class Wire
{
    // A reset discards what the peer has not read yet. This is how long the first half gets to arrive, in real time:
    // it is about the network, not about the simulated clock.
    private static readonly TimeSpan TimeToArrive = TimeSpan.FromMilliseconds(30);

    public static async Task Send(HttpContext context, Answer answer)
    {
        Start(context, answer);
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    public static async Task SendHalfAndReset(HttpContext context, Answer answer)
    {
        Start(context, answer);
        await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
        await ResetAfterArrival(context);
    }

    public static async Task ResetAfterArrival(HttpContext context)
    {
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(TimeToArrive, TimeProvider.System, context.RequestAborted);
        Reset(context);
    }

    /// <summary>Ends the connection with a TCP reset rather than an orderly close.</summary>
    public static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket) socket.LingerState = new LingerOption(true, 0);
        context.Abort();
    }

    public static async Task Hang(HttpContext context, TimeSpan time, TimeProvider clock)
    {
        await Task.Delay(time, clock, context.RequestAborted);
        context.Abort();
    }

    private static void Start(HttpContext context, Answer answer)
    {
        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        if (answer.RetryAfter is { } retryAfter) response.Headers.RetryAfter = retryAfter;
        if (answer.Location is { } location) response.Headers.Location = location;
        if (answer is { Status: 401, ContentType: "application/json" }) response.Headers.WWWAuthenticate = "Bearer";
    }
}
