using System.Globalization;
using System.Text;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Http;

/// <summary>The answers that stand in for the true one.</summary>
internal sealed class FaultAnswers(Simulation simulation)
{
    private readonly ErrorAnswer _errors = new(simulation.Options.Errors);

    /// <summary>The answer of a fault; null for a fault that is more than an answer.</summary>
    public Answer? Of(Fault fault) => fault switch
    {
        Fault.TooManyRequests => TooMany(),
        Fault.TooManyRequestsRetryAfter => TooMany() with { RetryAfter = Seconds() },
        Fault.TooManyRequestsRetryDate => TooMany() with { RetryAfter = Date() },
        Fault.RequestTimeout => _errors.Of(408, 408001, "Request timeout"),
        Fault.InternalServerError => _errors.Of(500, 500001, "Internal server error"),
        Fault.BadGateway => Answer.Html(502, "502 Bad Gateway"),
        Fault.ServiceUnavailable => _errors.Of(503, 503001, "Service unavailable") with { RetryAfter = Seconds() },
        Fault.GatewayTimeout => Answer.Html(504, "504 Gateway Time-out"),
        Fault.ErrorInside200 => Answer.Json(200, json =>
        {
            json.WriteNumber("error_code", 500001);
            json.WriteString("error_message", "Internal server error");
        }),
        Fault.HtmlPage or Fault.WrongType => Answer.Html(200, "Just a moment..."),
        Fault.EmptyBody => new Answer(200, default),
        Fault.BadToken => _errors.BadToken(),
        Fault.InsufficientBalance => _errors.NoBalance(),
        Fault.BadToken400 => _errors.BadToken(400),
        Fault.InsufficientBalance400 => _errors.NoBalance(400),
        Fault.UnknownModel => _errors.UnknownResource(),
        Fault.NotFoundPage => Answer.Html(404, "404 Not Found"),
        Fault.UnauthorizedPage => Answer.Html(401, "401 Authorization Required"),
        Fault.ForbiddenPage => Answer.Html(403, "Attention Required!"),
        Fault.NotReady => _errors.NotReady(),
        Fault.IncludeCostRefused => _errors.NoCost(),
        Fault.NotYours => _errors.NotYours(),
        Fault.ExpiredId => _errors.NotFound(),
        Fault.Moderated => _errors.Moderated(),
        Fault.InputRejected => _errors.Invalid(422, "The input was rejected"),
        Fault.RedirectElsewhere => new Answer(302, default) { Location = "https://elsewhere.invalid/file" },
        Fault.ExpiredUrl => Refused(403, "AccessDenied", "Request has expired"),
        Fault.GoneUrl => Refused(404, "NoSuchKey", "The specified key does not exist."),
        _ => null,
    };

    /// <summary>What storage answers where there is no file to be had.</summary>
    public static Answer Refused(int status, string code, string message) =>
        new(status, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"), "application/xml");

    /// <summary>A plausible answer for a call whose true answer must not exist: nothing was done.</summary>
    public static Answer LookingGood(ApiCall call) => Answer.Json(200, json =>
    {
        if (call.Route == Route.Submit) SubmitEndpoint.Write(json, call, "never-accepted");
        else
        {
            json.WriteString("request_id", call.Subject);
            json.WriteString("status", "in_progress");
        }
    });

    private Answer TooMany() => _errors.Of(429, 429001, "Too many requests");

    private string Seconds() => Math.Ceiling(simulation.Faults.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private string Date() => (simulation.Clock.GetUtcNow() + simulation.Faults.RetryAfter).ToString("r", CultureInfo.InvariantCulture);
}
