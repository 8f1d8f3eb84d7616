using Seedream.Core.Conducting;
using Seedream.Core.Outcomes;
using Seedream.Core.Tests.Waiting;

namespace Seedream.Core.Tests.Submission;

/// <summary>Nothing is submitted against a known no, and one page of a firewall halts nothing.</summary>
public sealed class PreflightTests
{
    private const string Accepted = """{"request_id":"r1"}""";
    private const string Priced = """{"base_price_usd":0.03,"price_unit":"output"}""";

    [Theory]
    [InlineData("""{"base_price_usd":0.3,"price_unit":"second"}""", 200, "API407")]
    [InlineData("""{"base_price_usd":0.3,"price_unit":"1000 images"}""", 200, "API407")]
    [InlineData("""{"error_code":400001,"error_message":"Invalid resource identifier"}""", 400, "API405")]
    public async Task Submit_ModelThatIsAKnownNo_HaltsBeforeTheFirstPost(string model, int status, string code)
    {
        await using AnswerFixture api = new();
        api.OnModel(status, model, 200, Accepted);
        await HaltsUnpaidAsync(api, code);
    }

    [Theory]
    [InlineData(200, """{"balance_usd":0.01,"currency":"USD"}""", "API402")]
    [InlineData(200, """{"balance_microdollars":-5}""", "API402")]
    [InlineData(401, "", "API401")]
    [InlineData(403, """{"error_code":400004}""", "API401")]
    public async Task Submit_AccountThatIsAKnownNo_HaltsBeforeTheFirstPost(int status, string balance, string code)
    {
        await using AnswerFixture api = new();
        api.On("/prod/v2/balance", status, balance);
        await HaltsUnpaidAsync(api, code);
    }

    [Fact]
    public async Task Submit_BalanceCheckWarn_GoesOnBelowThePrice()
    {
        await using AnswerFixture api = new(new() { ["RunComfy:BalanceCheck"] = "Warn" });
        api.On("/prod/v2/balance", 200, """{"balance_usd":-3}""");
        await api.AcceptAsync(1);
        Assert.Single((await api.SubmitAsync(1)).Tickets);
    }

    [Fact]
    public async Task Submit_NothingKnownBeforehand_SendsOneAloneAndHaltsAfterTheFirstRefusal()
    {
        await using AnswerFixture api = new();
        api.OnModel(404, "", 404, """{"error_code":400001}""").On("/prod/v2/balance", 500, "");
        await api.AcceptAsync(8);

        SubmittedJobs answer = await api.SubmitAsync(1, 2, 3, 4, 5, 6, 7, 8);

        Assert.Equal(1, api.Submissions);
        Assert.Equal(StopReason.Halted, answer.Stop);
        Assert.Equal("API405", (await api.HaltAsync())!.Code);
        Assert.DoesNotContain(answer.Ended, job => job.Outcome == OutcomeKind.Failed);
    }

    [Fact]
    public async Task Submit_NothingKnownBeforehandAndAccepted_SendsTheOthers()
    {
        await using AnswerFixture api = new();
        api.OnModel(500, "", 200, Accepted).On("/prod/v2/balance", 404, "");
        await api.AcceptAsync(4);
        Assert.Equal(4, (await api.SubmitAsync(1, 2, 3, 4)).Tickets.Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Submit_PageOfAFirewallWhileTheAccountIsFine_WaitsAndIsNeitherHaltedNorPaidTwice(int status)
    {
        await using AnswerFixture api = new();
        api.OnModel(200, Priced, status, "<html>blocked</html>");
        await api.AcceptAsync(1);

        SubmittedJobs answer = await api.SubmitAsync(1);
        Assert.Single(answer.Deferred);
        Assert.True(answer.PauseUntil > api.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Null(await api.HaltAsync());

        api.OnModel(200, Priced, 200, Accepted);
        Assert.Single((await api.SubmitAsync(1)).Tickets);
    }

    [Fact]
    public async Task Submit_PageOfAFirewallThatStays_HaltsInTheEnd()
    {
        await using AnswerFixture api = new();
        api.OnModel(200, Priced, 403, "<html>blocked</html>");
        await api.AcceptAsync(1);
        for (int minutes = 0; minutes <= 12; minutes += 6)
        {
            Assert.Null(await api.HaltAsync());
            await api.SubmitAsync(1);
            api.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal("API401", (await api.HaltAsync())!.Code);
    }

    private static async Task HaltsUnpaidAsync(AnswerFixture api, string code)
    {
        await api.AcceptAsync(2);
        SubmittedJobs answer = await api.SubmitAsync(1, 2);

        Assert.Equal(0, api.Submissions);
        Assert.Equal(StopReason.Halted, answer.Stop);
        Assert.Equal(code, (await api.HaltAsync())!.Code);
        Assert.All(answer.Ended, job => Assert.Equal(OutcomeKind.NotSubmitted, job.Outcome));
    }
}
