using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

public sealed class SubmitTests : IDisposable
{
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task SubmitAsync_Accepted_SendsTheInputOnceAndReturnsTheId()
    {
        _api.Network.Answer(200, """{"request_id":"req_1-A","status_url":"https://evil.example/x","result_url":"https://evil.example/y"}""");

        AcceptedSubmission submission = await _api.SubmitAsync();

        Assert.Equal("req_1-A", submission.RequestId);
        (HttpRequestMessage request, string body) = Assert.Single(_api.Network.Requests);
        Assert.Equal("https://model-api.runcomfy.net/v1/models/bytedance/seedream-5/lite/text-to-image", request.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer " + ApiFixture.Token, request.Headers.Authorization!.ToString());
        Assert.Equal("batch.1.1", Assert.Single(request.Headers.GetValues("X-Client-Request-Id")));
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
        using JsonDocument json = JsonDocument.Parse(body);
        Assert.Equal(ApiFixture.Prompt, json.RootElement.GetProperty("prompt").GetString());
        Assert.Equal("2304x1728 (4:3)", json.RootElement.GetProperty("resolution").GetString());
        Assert.DoesNotContain(ApiFixture.Prompt, _api.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"error_code":400002,"error_message":"low"}""", typeof(AccountRefusedException), "API402", "400002")]
    [InlineData(402, """{"code":"400002"}""", typeof(AccountRefusedException), "API402", "400002")]
    [InlineData(402, "", typeof(AccountRefusedException), "API402", null)]
    [InlineData(400, """{"error_code":400004}""", typeof(AccountRefusedException), "API401", "400004")]
    [InlineData(401, """{"error":{"code":"400004","message":"expired"}}""", typeof(AccountRefusedException), "API401", "400004")]
    [InlineData(403, """{"code":400004}""", typeof(AccountRefusedException), "API401", "400004")]
    [InlineData(401, "<html>", typeof(AccountRefusedException), "API401", null)]
    [InlineData(403, """{"detail":"Forbidden"}""", typeof(AccountRefusedException), "API401", null)]
    [InlineData(403, """{"error_code":"InputTextSensitiveContentDetected"}""", typeof(InputRejectedException), "API400", "InputTextSensitiveContentDetected")]
    [InlineData(403, """{"code":403001}""", typeof(InputRejectedException), "API400", "403001")]
    [InlineData(400, """{"code":400001}""", typeof(ModelUnknownException), "API405", "400001")]
    [InlineData(400, "", typeof(InputRejectedException), "API400", null)]
    [InlineData(404, "{}", typeof(ModelUnknownException), "API405", null)]
    [InlineData(409, "{}", typeof(InputRejectedException), "API400", null)]
    [InlineData(422, """{"detail":[{"loc":["body","prompt"],"msg":"field required"}]}""", typeof(InputRejectedException), "API400", null)]
    [InlineData(429, "slow down", typeof(RateLimitedException), "API429", null)]
    [InlineData(408, "", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(408, """{"code":400002}""", typeof(UnclearAnswerException), "API500", "400002")]
    [InlineData(500, """{"code":400002}""", typeof(UnclearAnswerException), "API500", "400002")]
    [InlineData(502, "<html>", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(503, "", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(504, "", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(301, "", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(302, "", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(307, "", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(308, "", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(200, """{"error_code":400002,"error_message":"low"}""", typeof(AccountRefusedException), "API402", "400002")]
    [InlineData(200, """{"error_code":400004}""", typeof(AccountRefusedException), "API401", "400004")]
    [InlineData(200, """{"error_code":"400123","message":"no"}""", typeof(InputRejectedException), "API400", "400123")]
    [InlineData(200, """{"code":422}""", typeof(InputRejectedException), "API400", "422")]
    [InlineData(200, """{"code":429001}""", typeof(RateLimitedException), "API429", "429001")]
    [InlineData(200, """{"error":{"code":"OutputImageSensitiveContentDetected"}}""", typeof(InputRejectedException), "API400", "OutputImageSensitiveContentDetected")]
    [InlineData(200, """{"error_code":408001}""", typeof(UnclearAnswerException), "API500", "408001")]
    [InlineData(200, """{"error_code":500001}""", typeof(UnclearAnswerException), "API500", "500001")]
    [InlineData(200, """{"error_code":"Oops"}""", typeof(UnclearAnswerException), "API500", "Oops")]
    [InlineData(200, """{"error_message":"who knows"}""", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(200, "", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(200, "null", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(200, "[]", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(200, "{\"request_id\":\"cut", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(200, """{"request_id":""}""", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(200, """{"request_id":"../../etc"}""", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(200, """{"request_id":{"a":1}}""", typeof(UnclearAnswerException), "API500", null)]
    [InlineData(204, "", typeof(UnclearAnswerException), "API500", null)]
    public async Task SubmitAsync_Refused_SaysWhatToDo(int status, string body, Type type, string code, string? vendorCode)
    {
        _api.Network.Answer(status, body);

        var exception = (RunComfyException)await Assert.ThrowsAsync(type, () => _api.SubmitAsync());

        Assert.Equal(code, exception.Code);
        Assert.Equal(vendorCode, exception.VendorCode);
        Assert.Equal(status, (int)exception.StatusCode!.Value);
        Assert.Equal(type != typeof(UnclearAnswerException), exception.CertainlyNotAccepted);
        Assert.Equal(exception is RateLimitedException, exception.RetryAfter is not null);
        Assert.Single(_api.Network.Requests);
        Assert.Contains(ApiCodes.All, entry => entry.Code == exception.Code);
    }

    [Theory]
    [InlineData("""{"error_code":1,"error_message":"A"}""")]
    [InlineData("""{"message":"A"}""")]
    [InlineData("""{"error":"A"}""")]
    [InlineData("""{"error":{"message":"A"}}""")]
    [InlineData("""{"detail":"A"}""")]
    [InlineData("""{"detail":{"error":{"message":"A"}}}""")]
    [InlineData("""{"detail":[{"msg":"A"}]}""")]
    [InlineData("""{"errors":[{"message":"A"}]}""")]
    [InlineData("\"A\"")]
    public async Task SubmitAsync_AnyErrorShape_FindsTheMessage(string body)
    {
        _api.Network.Answer(400, body);
        var exception = await Assert.ThrowsAsync<InputRejectedException>(() => _api.SubmitAsync());
        Assert.Equal("A", exception.VendorMessage);
        Assert.Equal(body, exception.RawBody);
        Assert.EndsWith(": A", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_HugeAndHostileBody_IsCutAndCleaned()
    {
        _api.Network.Answer(400, """{"message":"a\u0000\u001b[31m\r\n\u202Eb"}""" + new string(' ', 2_000_000));
        var exception = await Assert.ThrowsAsync<InputRejectedException>(() => _api.SubmitAsync());
        Assert.DoesNotContain(exception.Message, char.IsControl);
        Assert.DoesNotContain('\u202E', exception.Message);
        Assert.True(exception.RawBody!.Length <= 4096);

        _api.Network.Answer(200, """{"request_id":"r1"}""" + new string(' ', 2_000_000));
        Assert.False((await Assert.ThrowsAsync<UnclearAnswerException>(() => _api.SubmitAsync())).CertainlyNotAccepted);
    }

    [Theory]
    [InlineData("""{"message":"cannot draw '%'"}""")]
    [InlineData("cannot draw '%'")]
    public async Task SubmitAsync_RejectionQuotesThePrompt_IsNotLoggedAtInformation(string body)
    {
        _api.Network.Answer(400, body.Replace("%", ApiFixture.Prompt, StringComparison.Ordinal));
        await Assert.ThrowsAsync<InputRejectedException>(() => _api.SubmitAsync());
        Assert.Contains(_api.Log.Lines, line => line.Level == LogLevel.Warning);
        Assert.DoesNotContain(_api.Log.Lines, line => line.Level >= LogLevel.Information && line.Text.Contains(ApiFixture.Prompt, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("line\nbreak")]
    [InlineData("ümlaut")]
    public async Task SubmitAsync_ClientRequestIdUnfitForAHeader_IsRefusedBeforeSending(string id)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _api.Client.SubmitAsync(ApiFixture.Input, id, default));
        Assert.Empty(_api.Network.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("bad\r\nX-Evil: 1")]
    public async Task SubmitAsync_NoUsableToken_IsRefusedBeforeSending(string? token)
    {
        using var http = new HttpClient(_api.Network, disposeHandler: false);
        var client = new RunComfyClient(http, new RunComfyOptions { ApiToken = token }, _api.CoolDown, _api.Time, _api.Log);
        var exception = await Assert.ThrowsAsync<AccountRefusedException>(() => client.SubmitAsync(ApiFixture.Input, "x", default));
        Assert.Equal(AccountRefusal.Token, exception.Reason);
        Assert.Empty(_api.Network.Requests);
    }

    [Fact]
    public async Task SubmitAsync_TimesOutAfterSending_IsUnclear()
    {
        _api.Network.Hang();
        Task<AcceptedSubmission> submit = _api.SubmitAsync();
        _api.Time.Advance(_api.Options.SubmitTimeout);
        Assert.False((await Assert.ThrowsAsync<UnclearAnswerException>(() => submit)).CertainlyNotAccepted);
    }

    [Fact]
    public async Task SubmitAsync_CallerCancels_PassesTheCancellation()
    {
        using var cancel = new CancellationTokenSource();
        _api.Network.Hang();
        Task<AcceptedSubmission> submit = _api.SubmitAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submit);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    public async Task SubmitAsync_BreaksAfterSending_IsUnclearWhateverTheHandlerCallsIt(HttpRequestError error)
    {
        _api.Network.Fail(new HttpRequestException(error, "broken"));
        await Assert.ThrowsAsync<UnclearAnswerException>(() => _api.SubmitAsync());
    }
}
