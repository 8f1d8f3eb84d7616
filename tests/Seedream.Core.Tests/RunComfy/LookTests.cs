using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

public sealed class LookTests : IDisposable
{
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("""{"status":"in_queue","queue_position":3}""", RequestPhase.Queued, 3)]
    [InlineData("""{"status":"in_queue","queue_position":"7"}""", RequestPhase.Queued, 7)]
    [InlineData("""{"status":"in_queue","queue_position":-1}""", RequestPhase.Queued, null)]
    [InlineData("""{"status":"pending"}""", RequestPhase.Queued, null)]
    [InlineData("""{"status":"in_progress","queue_position":3}""", RequestPhase.Running, null)]
    [InlineData("""{"status":"IN-PROGRESS"}""", RequestPhase.Running, null)]
    [InlineData("""{"status":"starting"}""", RequestPhase.Running, null)]
    [InlineData("""{"status":"completed"}""", RequestPhase.Completed, null)]
    [InlineData("""{"status":"succeeded"}""", RequestPhase.Completed, null)]
    [InlineData("""{"status":"failed"}""", RequestPhase.Failed, null)]
    [InlineData("""{"status":"cancelled"}""", RequestPhase.Cancelled, null)]
    [InlineData("""{"status":"canceled"}""", RequestPhase.Cancelled, null)]
    [InlineData("""{"status":"paused"}""", RequestPhase.Unknown, null)]
    public async Task GetStatusAsync_AnyWord_IsAPhase(string body, RequestPhase phase, int? position)
    {
        _api.Network.Answer(200, body);
        RequestStatus status = await _api.Client.GetStatusAsync("r1", default);
        Assert.Equal(phase, status.Phase);
        Assert.Equal(position, status.QueuePosition);
        Assert.Equal("https://model-api.runcomfy.net/v1/requests/r1/status", Assert.Single(_api.Network.Requests).Request.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData(404, "", typeof(RequestNotFoundException))]
    [InlineData(404, """{"code":404001}""", typeof(RequestNotFoundException))]
    [InlineData(410, "", typeof(RequestNotFoundException))]
    [InlineData(400, """{"code":400001}""", typeof(RequestNotFoundException))]
    [InlineData(403, """{"code":403001}""", typeof(RequestNotFoundException))]
    [InlineData(403, "", typeof(AccountRefusedException))]
    [InlineData(401, "", typeof(AccountRefusedException))]
    [InlineData(402, "", typeof(AccountRefusedException))]
    [InlineData(400, """{"code":400002}""", typeof(AccountRefusedException))]
    [InlineData(400, "", typeof(UnclearAnswerException))]
    [InlineData(422, "", typeof(UnclearAnswerException))]
    [InlineData(400, """{"code":"InputTextSensitiveContentDetected"}""", typeof(InputRejectedException))]
    [InlineData(429, "", typeof(RateLimitedException))]
    [InlineData(408, "", typeof(UnclearAnswerException))]
    [InlineData(500, "", typeof(UnclearAnswerException))]
    [InlineData(302, "", typeof(UnclearAnswerException))]
    [InlineData(200, "", typeof(UnclearAnswerException))]
    [InlineData(200, "{}", typeof(UnclearAnswerException))]
    [InlineData(200, """{"status":""}""", typeof(UnclearAnswerException))]
    [InlineData(200, """{"error_code":404001}""", typeof(RequestNotFoundException))]
    [InlineData(200, """{"error_code":400004}""", typeof(AccountRefusedException))]
    [InlineData(200, """{"status":404,"code":404001}""", typeof(RequestNotFoundException))]
    [InlineData(200, """{"status":"fail","error_code":404001}""", typeof(RequestNotFoundException))]
    [InlineData(200, """{"status":200}""", typeof(UnclearAnswerException))]
    public async Task GetStatusAsync_Refused_SaysWhatToDo(int status, string body, Type type)
    {
        _api.Network.Answer(status, body);
        await Assert.ThrowsAsync(type, () => _api.Client.GetStatusAsync("r1", default));
        Assert.Single(_api.Network.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("ü")]
    public async Task GetStatusAsync_IdThatIsNone_NeverBecomesAUrl(string id)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _api.Client.GetStatusAsync(id, default));
        await Assert.ThrowsAsync<ArgumentException>(() => _api.Client.GetStatusAsync(new string('a', 129), default));
        Assert.Empty(_api.Network.Requests);
    }

    [Theory]
    [InlineData(202, """{"outcome":"cancelled","status":"in_queue"}""", CancelOutcome.Cancelled)]
    [InlineData(202, """{"outcome":"not_cancellable"}""", CancelOutcome.NotCancellable)]
    [InlineData(202, """{"outcome":"something"}""", CancelOutcome.NotCancellable)]
    [InlineData(200, """{"status":"cancelled"}""", CancelOutcome.Cancelled)]
    public async Task CancelAsync_Answered_TellsTheOutcome(int status, string body, CancelOutcome outcome)
    {
        _api.Network.Answer(status, body);
        Assert.Equal(outcome, await _api.Client.CancelAsync("r1", default));
        Assert.Equal("https://model-api.runcomfy.net/v1/requests/r1/cancel", Assert.Single(_api.Network.Requests).Request.RequestUri!.AbsoluteUri);
    }

    [Fact]
    public async Task GetModelAsync_NumberOrText_IsRead()
    {
        _api.Network.Answer(200, """{"base_price_usd":"0.028","price_unit":"image","pricing_note":"per image"}""");
        Assert.Equal(new ModelInfo(0.028m, "image", "per image"), await _api.Client.GetModelAsync(default));
    }

    [Fact]
    public async Task GetBalanceAsync_AtTheAccountApi_IsRead()
    {
        _api.Network.Answer(200, """{"balance_usd":12.5,"currency":"USD"}""").Answer(200, """{"balance":1}""");
        Assert.Equal(new Balance(12.5m, "USD"), await _api.Client.GetBalanceAsync(default));
        Assert.Equal("https://api.runcomfy.net/prod/v2/balance", _api.Network.Requests.First().Request.RequestUri!.AbsoluteUri);
        await Assert.ThrowsAsync<UnclearAnswerException>(() => _api.Client.GetBalanceAsync(default));
    }
}
