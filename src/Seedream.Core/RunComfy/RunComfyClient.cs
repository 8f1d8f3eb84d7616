using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Jobs;

namespace Seedream.Core.RunComfy;

/// <summary>
/// The RunComfy Model API. Every failure is a <see cref="RunComfyException"/> whose type says what to do; only the caller's own
/// cancellation passes as <see cref="OperationCanceledException"/>. No call is ever repeated here, above all not the paid one.
/// URLs are built from the configured address and checked request ids, never taken from an answer.
/// </summary>
public sealed class RunComfyClient
{
    private readonly RunComfyOptions _options;
    private readonly ApiTransport _transport;
    private readonly ILogger _logger;
    private readonly string _baseUrl;
    private readonly string _accountUrl;
    private readonly CostQuery _cost;

    /// <param name="http">Must not follow redirects nor have a timeout of its own; <see cref="RunComfyRegistration"/> makes such a one.</param>
    /// <param name="options">Where to call, with which token.</param>
    /// <param name="coolDown">Shared by all clients of the process.</param>
    /// <param name="time">Times out calls.</param>
    /// <param name="logger">Gets events 1000–1049.</param>
    public RunComfyClient(HttpClient http, RunComfyOptions options, CoolDown coolDown, TimeProvider time, ILogger<RunComfyClient> logger)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(coolDown);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        if (!RunComfyOptionsValidator.IsModelId(options.Model))
            throw new ArgumentException($"'{options.Model}' is not a model id", nameof(options));
        _options = options;
        _logger = logger;
        _transport = new ApiTransport(http, options.ApiToken, options.TokenLookalike, coolDown, time, logger);
        _cost = new CostQuery(time);
        _baseUrl = options.ApiRoot;
        _accountUrl = options.EffectiveAccountUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    /// <summary>
    /// The paid POST; sent once. An exception with <see cref="RunComfyException.CertainlyNotAccepted"/> false, and a cancellation
    /// too, mean that it may have been accepted and billed.
    /// </summary>
    /// <param name="input">What to generate.</param>
    /// <param name="clientRequestId">Our own reference, sent as <c>X-Client-Request-Id</c> for the vendor's logs: 1–128 visible ASCII characters.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<AcceptedSubmission> SubmitAsync(JobInput input, string clientRequestId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(clientRequestId);
        if (clientRequestId.Length > 128 || clientRequestId.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ArgumentException("must be 1–128 visible ASCII characters", nameof(clientRequestId));

        using var paid = new PaidContent(JsonSerializer.SerializeToUtf8Bytes(input, JobsJson.Default.JobInput));
        var call = new OutgoingCall(ApiCall.Submit, HttpMethod.Post, ModelUrl, _options.SubmitTimeout) { Paid = paid, ClientRequestId = clientRequestId };
        AcceptedSubmission submission = await _transport.CallAsync(call, ReadSubmission, cancellationToken);
        _logger.Submitted(submission.RequestId, clientRequestId);
        return submission;
    }

    public async Task<RequestStatus> GetStatusAsync(string requestId, CancellationToken cancellationToken)
    {
        OutgoingCall call = RequestCall(ApiCall.Status, HttpMethod.Get, requestId, "status");
        RequestStatus status = await _transport.CallAsync(call, answer => ResultReader.ReadStatus(answer, _transport.Clean), cancellationToken);
        if (status.Phase == RequestPhase.Unknown)
            _logger.UnknownPhase(requestId, status.Word);
        return status;
    }

    /// <summary>The result, with its cost where the API tells it. Can be repeated as long as the API keeps the request.</summary>
    public async Task<RequestResult> GetResultAsync(string requestId, CancellationToken cancellationToken)
    {
        if (_cost.IsPaused)
            return await ReadResultAsync(requestId, "result", cancellationToken);
        try
        {
            RequestResult result = await ReadResultAsync(requestId, "result?include_cost=true", cancellationToken);
            _cost.Answered();
            return result;
        }
        catch (RunComfyException e) when (MayRefuseQuery(e))
        {
            RequestResult result = await ReadResultAsync(requestId, "result", cancellationToken);
            if (_cost.Refused())
                _logger.CostRefused(CostQuery.Pause);
            return result;
        }
    }

    /// <summary>Cancels a queued request. A running one cannot be cancelled and will be billed.</summary>
    public async Task<CancelOutcome> CancelAsync(string requestId, CancellationToken cancellationToken)
    {
        OutgoingCall call = RequestCall(ApiCall.Cancel, HttpMethod.Post, requestId, "cancel");
        return (await _transport.CallAsync(call, ReadCancel, cancellationToken)).Outcome;
    }

    /// <summary>What the API tells of the model: its price and its inputs.</summary>
    public Task<ModelInfo> GetModelAsync(CancellationToken cancellationToken) =>
        _transport.CallAsync(
            new OutgoingCall(ApiCall.Model, HttpMethod.Get, ModelUrl, _options.CallTimeout),
            answer => ModelReader.Read(answer, _transport.Clean),
            cancellationToken);

    public Task<Balance> GetBalanceAsync(CancellationToken cancellationToken) =>
        _transport.CallAsync(
            new OutgoingCall(ApiCall.Balance, HttpMethod.Get, new Uri($"{_accountUrl}/prod/v2/balance"), _options.CallTimeout),
            answer => answer.Object is { } body && (body.FindDecimal("balance_usd") ?? body.FindDecimal("balance_microdollars") / 1_000_000) is { } amount
                ? new Balance(amount, _transport.Clean.Line(body.FindText("currency"), 20) ?? "USD")
                : null,
            cancellationToken);

    private Uri ModelUrl => new($"{_baseUrl}/v1/models/{_options.Model}");

    private OutgoingCall RequestCall(ApiCall kind, HttpMethod method, string requestId, string what) =>
        RequestId.IsValid(requestId)
            ? new OutgoingCall(kind, method, new Uri($"{_baseUrl}/v1/requests/{requestId}/{what}"), _options.CallTimeout)
            : throw new ArgumentException("not a request id of the API", nameof(requestId));

    private Task<RequestResult> ReadResultAsync(string requestId, string what, CancellationToken cancellationToken) =>
        _transport.CallAsync(
            RequestCall(ApiCall.Result, HttpMethod.Get, requestId, what),
            answer => ResultReader.ReadResult(answer, _transport.Clean),
            cancellationToken);

    // A 400 that is about something else (id, token, balance, moderation, not ready) is no refusal of the query.
    private static bool MayRefuseQuery(RunComfyException e) =>
        e is UnclearAnswerException or InputRejectedException && (int?)e.StatusCode is 400 or 405 or 414 or 422
        && e.VendorCode != VendorCodes.NotReady && !VendorCodes.MeansModeration(e.VendorCode);

    // Request ids are stored and shown, so one that is the token is none.
    private AcceptedSubmission? ReadSubmission(ApiAnswer answer) =>
        answer.Object?.FindText("request_id") is { } id && RequestId.IsValid(id) && !_transport.Clean.TellsToken(id) ? new AcceptedSubmission(id) : null;

    private static CancelAnswer? ReadCancel(ApiAnswer answer)
    {
        if (answer.Object is not { } body)
            return null;
        // Without a clear "cancelled" the request may run and be billed, so it counts as running.
        string? word = body.FindText("outcome") ?? body.FindText("status");
        if (word is null)
            return null;
        return new CancelAnswer(PhaseWords.Read(word) == RequestPhase.Cancelled ? CancelOutcome.Cancelled : CancelOutcome.NotCancellable);
    }

    private sealed record CancelAnswer(CancelOutcome Outcome);
}
