using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

public sealed class ResultTests : IDisposable
{
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task GetResultAsync_Succeeded_ReadsOutputOnlyInOrderWithoutRepeats()
    {
        _api.Network.Answer(200, """
            {"status":"succeeded","input":{"image":"https://evil.example/in.png"},"image":"https://evil.example/top.png",
             "output":{"videos":["https://a/v2"],"video":"https://a/v1","images":["https://a/1","https://a/2","https://a/1",{"url":"https://a/3"},5,null],"image":"https://a/2"},
             "created_at":"2026-05-01T10:00:00Z","finished_at":1777629600000,"cost":"0.03"}
            """);
        RequestResult result = await _api.Client.GetResultAsync("r1", default);
        Assert.Equal(RequestPhase.Completed, result.Phase);
        Assert.Equal(["https://a/2", "https://a/1", "https://a/3", "https://a/v1", "https://a/v2"], result.OutputUrls);
        Assert.Equal(0.03m, result.CostUsd);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero), result.CreatedAt);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero), result.FinishedAt);
        Assert.Equal("https://model-api.runcomfy.net/v1/requests/r1/result?include_cost=true", Assert.Single(_api.Network.Requests).Request.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"status":"failed","error":"blocked"}""", null, "blocked")]
    [InlineData("""{"status":"failed","error":{"code":"OutputImageSensitiveContentDetected","message":"no"}}""", "OutputImageSensitiveContentDetected", "no")]
    [InlineData("""{"status":"failed","error":["x","y"]}""", null, "x; y")]
    [InlineData("""{"status":"failed","error":{"odd":true}}""", null, """{"odd":true}""")]
    [InlineData("""{"status":"failed","error":17}""", null, "17")]
    [InlineData("""{"status":"failed","error":null}""", null, null)]
    [InlineData("""{"status":"failed","error_code":500123,"error_message":"gpu"}""", "500123", "gpu")]
    public async Task GetResultAsync_Failed_KeepsWhatTheVendorSays(string body, string? code, string? error)
    {
        _api.Network.Answer(200, body);
        RequestResult result = await _api.Client.GetResultAsync("r1", default);
        Assert.Equal(RequestPhase.Failed, result.Phase);
        Assert.Equal(code, result.ErrorCode);
        Assert.Equal(error, result.Error);
        Assert.Empty(result.OutputUrls);
    }

    [Theory]
    [InlineData("""{"status":"in_progress","output":{"image":"https://a/early"}}""", RequestPhase.Running, 0)]
    [InlineData("""{"status":"completed","output":{"image":"https://a/1"},"created_at":"yesterday","cost":{}}""", RequestPhase.Completed, 1)]
    [InlineData("""{"status":"completed","output":"https://a/1"}""", RequestPhase.Completed, 1)]
    [InlineData("""{"status":"completed","output":null}""", RequestPhase.Completed, 0)]
    [InlineData("""{"output":{"image":"https://a/1"}}""", RequestPhase.Completed, 1)]
    [InlineData("""{"status":"weird"}""", RequestPhase.Unknown, 0)]
    [InlineData("""{"\ud800":1,"status":"completed","output":{"\udfff":2,"image":"https://a/1","video":"\ud800"}}""", RequestPhase.Completed, 1)]
    public async Task GetResultAsync_OddShapes_AreReadAsFarAsTheyGo(string body, RequestPhase phase, int urls)
    {
        _api.Network.Answer(200, body);
        RequestResult result = await _api.Client.GetResultAsync("r1", default);
        Assert.Equal(phase, result.Phase);
        Assert.Equal(urls, result.OutputUrls.Count);
    }

    [Fact]
    public async Task GetResultAsync_RefusedWithAndWithoutCost_DoesNotBlameTheQuery()
    {
        _api.Network.Answer(400, "no").Answer(400, "no").Answer(200, """{"status":"failed"}""");
        await Assert.ThrowsAsync<UnclearAnswerException>(() => _api.Client.GetResultAsync("r1", default));
        await _api.Client.GetResultAsync("r1", default);
        Assert.Equal("?include_cost=true", _api.Network.Requests.Last().Request.RequestUri!.Query);
    }

    [Theory]
    [InlineData(404, typeof(RequestNotFoundException))]
    [InlineData(429, typeof(RateLimitedException))]
    [InlineData(503, typeof(UnclearAnswerException))]
    public async Task GetResultAsync_Refused_AsksOnce(int status, Type type)
    {
        _api.Network.Answer(status, "");
        await Assert.ThrowsAsync(type, () => _api.Client.GetResultAsync("r1", default));
        Assert.Single(_api.Network.Requests);
    }

    [Theory]
    [InlineData("""{"status":"done","output":{"image":"https://a/1"}}""", "https://a/1")]
    [InlineData("""{"status":"expired","error_code":404001,"output":["https://a/1","https://a/2"]}""", "https://a/1 https://a/2")]
    [InlineData("""{"status":"ok","output":" https://a/1\n"}""", "https://a/1")]
    [InlineData("""{"status":"succeeded","output":{"url":"https://a/1"}}""", "https://a/1")]
    [InlineData("""{"status":"succeeded","output":{"image":"https://a/1?sig=1","images":["https://a/1?sig=2","https://a/2?sig=3"]}}""", "https://a/1?sig=2 https://a/2?sig=3")]
    [InlineData("""{"status":"succeeded","output":{"image":"https://a/1","videos":["https://a/v"]}}""", "https://a/1 https://a/v")]
    [InlineData("""{"status":"succeeded","output":{"images":["https://a/f?id=1","https://a/f?id=2"]}}""", "https://a/f?id=1 https://a/f?id=2")]
    public async Task GetResultAsync_AnyOutput_NamesEachFileOnce(string body, string urls)
    {
        _api.Network.Answer(200, body);
        RequestResult result = await _api.Client.GetResultAsync("r1", default);
        Assert.Equal(RequestPhase.Completed, result.Phase);
        Assert.Equal(urls, string.Join(' ', result.OutputUrls));
    }

    [Theory]
    [InlineData("NaN", "NaN")]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("+0.03", "+0.03")]
    [InlineData("-0.03", "-0.03")]
    [InlineData("1e999", "1e999")]
    [InlineData("\"free\"", "free")]
    [InlineData("{}", "{}")]
    [InlineData("null", null)]
    public async Task GetResultAsync_CostThatIsNone_KeepsItsTextAndTheResult(string cost, string? odd)
    {
        _api.Network.Answer(200, $$"""{"note":"\"NaN, \\","cost":{{cost}},"status":"succeeded","output":{"image":"https://a/1"} }""");
        RequestResult result = await _api.Client.GetResultAsync("r1", default);
        Assert.Single(result.OutputUrls);
        // "+0.03" is no JSON number, and a number all the same.
        Assert.Equal(cost == "+0.03" ? (0.03m, null) : (null, odd), (result.CostUsd, result.OddCost));
    }

    [Fact]
    public async Task GetResultAsync_LongResults_AreReadOneAfterTheOther()
    {
        string body = $$"""{"status":"succeeded","input":"{{new string('x', 3 * 1024 * 1024)}}","output":{"image":"https://a/1"} }""";
        for (int i = 0; i < 4; i++)
            _api.Network.Answer(200, body);
        RequestResult[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _api.Client.GetResultAsync("r1", default)));
        Assert.All(results, result => Assert.Single(result.OutputUrls));
    }

    [Fact]
    public async Task GetResultAsync_CostQueryRefusedOnce_IsAskedAgainForEveryOther()
    {
        _api.Network.Answer(400, "unknown parameter").Answer(200, """{"status":"failed"}""").Answer(200, """{"status":"failed","cost":0.03}""");
        await _api.Client.GetResultAsync("r1", default);
        Assert.Equal(0.03m, (await _api.Client.GetResultAsync("r2", default)).CostUsd);
        Assert.Equal(["?include_cost=true", "", "?include_cost=true"], _api.Network.Requests.Select(sent => sent.Request.RequestUri!.Query));
    }

    [Fact]
    public async Task GetResultAsync_CostQueryRefusedAgainAndAgain_IsLeftOutForAWhile()
    {
        for (int i = 0; i < 5; i++)
        {
            _api.Network.Answer(400, """{"message":"unknown parameter include_cost"}""").Answer(200, """{"status":"failed"}""");
            await _api.Client.GetResultAsync("r1", default);
        }

        _api.Network.Answer(200, """{"status":"failed"}""").Answer(200, """{"status":"failed","cost":1}""");
        await _api.Client.GetResultAsync("r1", default);
        Assert.Equal("", _api.Network.Requests.Last().Request.RequestUri!.Query);
        _api.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(1m, (await _api.Client.GetResultAsync("r1", default)).CostUsd);
    }
}
