using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Seedream.Core.RunComfy;

/// <summary>Makes calls: token, timeouts, cool-down, limits; and turns whatever goes wrong into the exception that says what to do.</summary>
internal sealed class ApiTransport
{
    private const int MessageLimit = 500;
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly ProductInfoHeaderValue Product = new("seedream-functions", "0.1");

    private readonly HttpClient _http;
    private readonly CoolDown _coolDown;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly string? _lookalike;

    public ApiTransport(HttpClient http, string? token, string? lookalike, CoolDown coolDown, TimeProvider time, ILogger logger)
    {
        _http = http;
        _coolDown = coolDown;
        _time = time;
        _logger = logger;
        _lookalike = lookalike;
        Clean = new CleanText(token);
        _authorization = ApiToken.IsValid(token) ? new AuthenticationHeaderValue("Bearer", token!.Trim()) : null;
    }

    public CleanText Clean { get; }

    /// <summary>Calls, and reads a 2xx answer; a reader that finds nothing usable returns null.</summary>
    public async Task<T> CallAsync<T>(OutgoingCall call, Func<ApiAnswer, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_authorization is null)
            throw Logged(new AccountRefusedException(AccountRefusal.Token, $"{call.Description}: not called, since no usable API token is set.{TokenVariables.Hint(_lookalike)}") { IsDefinite = true });
        CoolDownTicket ticket = _coolDown.Enter(call.Kind);
        if (ticket.Refused)
            throw CoolingDown(call, ticket);

        using ApiAnswer answer = await ExchangeAsync(call, ticket, cancellationToken);
        T? result = answer.IsSuccess ? read(answer) : null;
        if (result is null)
            throw Refused(call, ticket, answer);
        _coolDown.Succeeded(ticket);
        return result;
    }

    private async Task<ApiAnswer> ExchangeAsync(OutgoingCall call, CoolDownTicket ticket, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(call.Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using HttpRequestMessage request = Request(call);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            TimeSpan? retryAfter = RetryAfterHeader.Read(response.Headers, _time.GetUtcNow());
            LimitedBody body = await ReadBodyAsync(call, response, linked.Token, cancellationToken);
            return new ApiAnswer(response.StatusCode, body, retryAfter);
        }
        catch (Exception e) when (e is not RunComfyException)
        {
            // Only the caller's own cancellation passes as such; every other end of the exchange is judged by what was sent.
            cancellationToken.ThrowIfCancellationRequested();
            throw Logged(Broken(call, ticket, e, timeout.IsCancellationRequested));
        }
    }

    private HttpRequestMessage Request(OutgoingCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Url) { Content = call.Paid };
        request.Headers.Authorization = _authorization;
        request.Headers.Accept.Add(Json);
        request.Headers.UserAgent.Add(Product);
        if (call.ClientRequestId is not null)
            request.Headers.Add("X-Client-Request-Id", call.ClientRequestId);
        return request;
    }

    private static async Task<LimitedBody> ReadBodyAsync(OutgoingCall call, HttpResponseMessage response, CancellationToken token, CancellationToken callerToken)
    {
        try
        {
            int limit = call.Kind == ApiCall.Result && response.IsSuccessStatusCode ? LimitedBody.Largest : LimitedBody.Usual;
            LimitedBody body = await LimitedBody.ReadAsync(response.Content, limit, token);
            if (body.Cut && response.IsSuccessStatusCode)
            {
                body.Dispose();
                throw new InvalidDataException($"the answer is larger than {limit} bytes");
            }

            return body;
        }
        catch (Exception) when (!response.IsSuccessStatusCode && !callerToken.IsCancellationRequested)
        {
            // An error status says enough without its body.
            return LimitedBody.Empty;
        }
    }

    private static RunComfyException CoolingDown(OutgoingCall call, CoolDownTicket ticket)
    {
        string wait = ticket.Remaining.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        return ticket.AfterFailure
            ? new ApiUnreachableException($"{call.Description}: not called, connections failed; next try in {wait} s") { RetryAfter = ticket.Remaining }
            : new RateLimitedException($"{call.Description}: not called, the API asked to wait; next try in {wait} s") { RetryAfter = ticket.Remaining };
    }

    private RunComfyException Broken(OutgoingCall call, CoolDownTicket ticket, Exception cause, bool timedOut)
    {
        Exception? inner = Clean.ContainsToken(cause.ToString()) ? null : cause;
        string what = timedOut
            ? string.Create(CultureInfo.InvariantCulture, $"no complete answer within {call.Timeout.TotalSeconds:0.#} s")
            : Clean.Line(cause.GetBaseException().Message, MessageLimit) ?? cause.GetType().Name;

        // A paid body of which nothing was sent was not accepted, whatever broke; one that was touched may have been.
        bool neverSent = call.Paid is { } paid ? !paid.Started : NoConnection(cause, timedOut);
        if (!neverSent)
            return new UnclearAnswerException($"{call.Description}: {what}", inner);
        TimeSpan wait = _coolDown.Unreachable(ticket);
        _logger.CoolingDown(call.Kind, wait, "no connection");
        return new ApiUnreachableException($"{call.Description}: no connection: {what}", inner) { RetryAfter = wait };
    }

    private static bool NoConnection(Exception cause, bool timedOut) => cause switch
    {
        HttpRequestException http => http.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        // The handler's own ConnectTimeout; nothing else cancels besides the caller and the call's timeout.
        OperationCanceledException => !timedOut,
        _ => false,
    };

    private RunComfyException Refused(OutgoingCall call, CoolDownTicket ticket, ApiAnswer answer)
    {
        Verdict verdict = AnswerJudge.Judge(call.Kind, (int)answer.Status, answer.Error.Code, answer.Object is null ? null : answer.Error.Message);
        TimeSpan? wait = answer.RetryAfter;
        if (verdict == Verdict.RateLimited)
        {
            wait = _coolDown.RateLimited(ticket, wait);
            _logger.CoolingDown(call.Kind, wait.Value, "rate limited");
        }
        else if ((int)answer.Status < 500)
        {
            _coolDown.Succeeded(ticket);
        }

        var refusal = new Refusal(call, answer, Clean);
        RunComfyException exception = refusal.ToException(verdict, wait);

        // The vendor's own words may quote the prompt.
        _logger.CallFailed(exception.Code, refusal.Summary);
        _logger.VendorSays(call.Kind, refusal.Found);
        return exception;
    }

    private RunComfyException Logged(RunComfyException exception)
    {
        _logger.CallFailed(exception.Code, exception.Message);
        return exception;
    }
}
