using Seedream.Core.Conducting;
using Seedream.Core.Outcomes;
using Seedream.Core.Tests.Collecting;

namespace Seedream.Core.Tests.Waiting;

/// <summary>What was paid for is collected, whatever the API answers: only an answer about the job ends it.</summary>
public sealed class AnswerTests
{
    private const string NotFound = """{"error_code":404001,"error_message":"no such request"}""";
    private const string Page = "<html>403</html>";
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(404, NotFound)]
    [InlineData(404, Page)]
    [InlineData(403, """{"code":403001}""")]
    [InlineData(400, """{"code":400001}""")]
    [InlineData(410, "")]
    [InlineData(401, Page)]
    [InlineData(403, Page)]
    [InlineData(402, """{"code":400002}""")]
    [InlineData(500, Page)]
    [InlineData(200, Page)]
    [InlineData(422, Page)]
    public async Task Ticket_AnyAnswerAboutOurQuestion_GoesOn(int status, string body)
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        api.OnStatus(status, body).OnResult(status, body);

        Assert.Empty((await api.CheckAsync(ticket)).Ended);
        CheckedJobs collected = await api.CollectAsync(ticket);
        Assert.Empty(collected.Ended);
        Assert.True(collected.Tickets.Single().NotBefore > api.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Null(await api.HaltAsync());
    }

    [Theory]
    [InlineData(404, Page)]
    [InlineData(403, Page)]
    [InlineData(401, Page)]
    [InlineData(503, Page)]
    [InlineData(200, "no json")]
    [InlineData(400, """{"code":400001}""")]
    public async Task Ticket_SuchAnswersUntilTheDeadline_TimeOutAndStayCollectable(int status, string body)
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        api.OnResult(status, body);
        for (int minute = 0; minute < 59; minute += 10)
        {
            ticket = (await api.CollectAsync(ticket)).Tickets.Single();
            api.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        api.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(OutcomeKind.TimedOut, (await api.CollectAsync(ticket)).Ended.Single().Outcome);
        JobOutcome outcome = await api.OutcomeAsync();
        Assert.True(outcome.IsCollectable);
        Assert.False(outcome.ApiFinal);
        Assert.Equal((null, 0.03m), (outcome.CostUsd, outcome.OpenCostUsd));
    }

    [Fact]
    public async Task Ticket_404001ThatStaysUnderTheSubmittingToken_FailsWithOpenCost()
    {
        await using AnswerFixture api = new();
        Ticket ticket = (await StayUnknownAsync(api, await api.SubmittedAsync()))!;
        JobOutcome outcome = await api.OutcomeAsync();

        Assert.Null(ticket);
        Assert.Equal((OutcomeKind.Failed, "API404", true, (decimal?)0.03m), (outcome.Outcome, outcome.ErrorCode, outcome.ApiFinal, outcome.OpenCostUsd));
    }

    [Theory]
    [InlineData("another-token")]
    [InlineData(null)]
    public async Task Ticket_404001ThatStaysUnderAnotherTokenOrAnUnknownOne_IsHeld(string? token)
    {
        await using AnswerFixture api = new();
        await StayUnknownAsync(api, await api.SubmittedAsync(token));
        JobOutcome outcome = await api.OutcomeAsync();

        Assert.Equal((OutcomeKind.Uncertain, "JOB008", false, "r1"), (outcome.Outcome, outcome.ErrorCode, outcome.ApiFinal, outcome.RequestId));
        Assert.Equal(0.03m, outcome.OpenCostUsd);
    }

    [Fact]
    public async Task Ticket_AnotherAnswerAmid404001_BeginsTheGraceAnew()
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        foreach ((int status, string body) in ((int, string)[])[(404, NotFound), (404, Page), (404, NotFound), (200, """{"status":"in_progress"}"""), (404, NotFound)])
        {
            api.OnStatus(status, body);
            ticket = (await api.CheckAsync(ticket)).Tickets.Single();
            api.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        api.OnStatus(404, NotFound);
        Assert.Empty((await api.CheckAsync(ticket)).Ended);
    }

    [Fact]
    public async Task Ticket_DuringTheGrace_IsAskedForEverMoreRarely()
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        api.OnStatus(404, NotFound);
        int looks = 0;
        DateTimeOffset end = api.Clock.GetUtcNow() + Grace;
        while (api.Clock.GetUtcNow() < end)
        {
            ticket = (await api.CheckAsync(ticket)).Tickets.Single();
            looks++;
            api.Clock.Advance(DateTimeOffset.FromUnixTimeMilliseconds(ticket.NotBefore) - api.Clock.GetUtcNow());
        }

        Assert.InRange(looks, 10, 45);
    }

    [Theory]
    [InlineData(400, """{"error_code":400123,"error_message":"the picture was blocked"}""", "400123", "the picture was blocked")]
    [InlineData(422, """{"detail":[{"msg":"bad words"}]}""", "API400", "bad words")]
    [InlineData(400, """{"code":"OutputImageSensitiveContentDetected","message":"no"}""", "OutputImageSensitiveContentDetected", "no")]
    public async Task Ticket_DefiniteRefusalAtTheResult_FailsAtOnceWithThoseWords(int status, string body, string code, string words)
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        await api.OnResult(status, body).CollectAsync(ticket);
        JobOutcome outcome = await api.OutcomeAsync();

        Assert.Equal((OutcomeKind.Failed, code, true), (outcome.Outcome, outcome.ErrorCode, outcome.ApiFinal));
        Assert.Contains(words, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(0.03m, outcome.OpenCostUsd);
    }

    [Theory]
    [InlineData("""{"code":400005,"message":"no result"}""")]
    [InlineData("""{"message":"The result is not ready"}""")]
    [InlineData("""{"code":400001,"message":"invalid resource identifier"}""")]
    public async Task Ticket_ResultThatIsNotReady_GoesOn(string body)
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        Assert.Empty((await api.OnResult(400, body).CollectAsync(ticket)).Ended);
    }

    [Theory]
    [InlineData("done")]
    [InlineData("OK")]
    [InlineData("expired")]
    public async Task Ticket_UndocumentedWord_WithOutputIsCollectedWithoutIsNamedAtTheDeadline(string word)
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        api.OnFile(TestImages.Png(8, 8)).OnResult(200, $$"""{"status":"{{word}}"}""").OnStatus(200, $$"""{"status":"{{word}}"}""");
        Assert.True((await api.CheckAsync(ticket)).Tickets.Single().Finished);
        Assert.Empty((await api.CollectAsync(ticket)).Ended);
        api.Clock.Advance(TimeSpan.FromHours(2));
        await api.CollectAsync(ticket);
        JobOutcome outcome = await api.OutcomeAsync();
        Assert.Equal(OutcomeKind.TimedOut, outcome.Outcome);
        Assert.Contains($"'{word}'", outcome.Error, StringComparison.Ordinal);

        await api.OnResult(200, $$"""{"status":"{{word}}","output":" {{api.Url}}image.png ","cost":0.03}""").CollectAsync(ticket);
        outcome = await api.OutcomeAsync();
        Assert.Equal((OutcomeKind.Succeeded, (decimal?)0.03m, null), (outcome.Outcome, outcome.CostUsd, outcome.OpenCostUsd));
        Assert.Contains(outcome.Notes!, note => note.Contains(word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NaN", "NaN")]
    [InlineData("-1", "-1")]
    [InlineData("1e9", "1000000000")]
    [InlineData("\"Infinity\"", "Infinity")]
    public async Task Ticket_CostThatCannotBe_CountsAsOpenAndHaltsNothing(string cost, string raw)
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        await api.OnFile(TestImages.Png(8, 8)).OnResult(200, $$"""{"status":"succeeded","output":{"image":"{{api.Url}}image.png"},"cost":{{cost}}}""").CollectAsync(ticket);
        JobOutcome outcome = await api.OutcomeAsync();

        Assert.Equal((OutcomeKind.Succeeded, null, (decimal?)0.03m), (outcome.Outcome, outcome.CostUsd, outcome.OpenCostUsd));
        Assert.Contains(outcome.Notes!, note => note.Contains(raw, StringComparison.Ordinal));
        Assert.Null(await api.HaltAsync());
    }

    [Fact]
    public async Task Ticket_FileThatCannotBeFetched_KeepsTheCostThatWasNamed()
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        await api.OnResult(200, """{"status":"succeeded","output":{"image":"https://elsewhere.example/1.png"},"cost":0.02}""").CollectAsync(ticket);
        JobOutcome outcome = await api.OutcomeAsync();

        Assert.Equal((OutcomeKind.Failed, "OUT001", (decimal?)0.02m, true), (outcome.Outcome, outcome.ErrorCode, outcome.CostUsd, outcome.IsCollectable));
    }

    [Theory]
    [InlineData(401, """{"error_code":400004,"error_message":"bad token"}""", 200, """{"balance_usd":1}""")]
    [InlineData(401, Page, 401, "")]
    public async Task Ticket_TokenThatTheAccountRefusesToo_HaltsAndStaysCollectable(int status, string body, int balance, string balanceBody)
    {
        await using AnswerFixture api = new();
        Ticket ticket = await api.SubmittedAsync();
        api.On("/prod/v2/balance", balance, balanceBody).OnStatus(status, body);

        CheckedJobs answer = await api.CheckAsync(ticket);

        Assert.Equal(StopReason.Halted, answer.Stop);
        Assert.Equal("API401", (await api.HaltAsync())!.Code);
        Assert.True((await api.OutcomeAsync()).IsCollectable);
    }

    private static async Task<Ticket?> StayUnknownAsync(AnswerFixture api, Ticket ticket)
    {
        api.OnResult(404, NotFound);
        Ticket? left = ticket;
        for (int minutes = 0; minutes <= 12 && left is not null; minutes += 6)
        {
            left = (await api.CollectAsync(left)).Tickets.SingleOrDefault();
            Assert.Equal(minutes < 10, left is not null);
            api.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        return left;
    }
}
