using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary>Tells from method and path what a call asks for.</summary>
internal static class CallRecognition
{
    private const string Models = "/v1/models/";
    private const string Requests = "/v1/requests/";
    private const string Files = "/files/";

    public static ApiCall Recognize(Simulation simulation, HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        bool get = HttpMethods.IsGet(context.Request.Method), post = HttpMethods.IsPost(context.Request.Method);
        ApiCall Call(Route route, string subject = "", Submission? submission = null, int index = 0) => new(context, route)
        {
            Subject = subject,
            Submission = submission,
            ImageIndex = index,
            PublicUrl = simulation.Options.PublicUrl?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}",
        };

        if (path.StartsWith("/simulator", StringComparison.Ordinal)) return Call(Route.Control, path);
        if (path == "/prod/v2/balance" && get) return Call(Route.Balance);
        if (path == "/v1/models" && get) return Call(Route.Models);
        if (path == "/v1/models/categories" && get) return Call(Route.Categories);
        if (path.StartsWith(Models, StringComparison.Ordinal) && (get || post)) return Call(post ? Route.Submit : Route.Model, path[Models.Length..]);
        if (path.StartsWith(Requests, StringComparison.Ordinal))
        {
            string[] parts = path[Requests.Length..].Split('/');
            Route route = parts.Length != 2 ? Route.Unknown : (parts[1], get, post) switch
            {
                ("status", true, _) => Route.Status,
                ("result", true, _) => Route.Result,
                ("cancel", _, true) => Route.Cancel,
                _ => Route.Unknown,
            };
            return Call(route, parts[0], simulation.Account.Find(parts[0]));
        }
        if (path.StartsWith(Files, StringComparison.Ordinal) && get)
        {
            string[] parts = path[Files.Length..].Split('/', '.');
            if (parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                return Call(Route.Download, parts[0], simulation.Account.Find(parts[0]), number - 1);
            return Call(Route.Download);
        }
        return Call(Route.Unknown, path);
    }
}
