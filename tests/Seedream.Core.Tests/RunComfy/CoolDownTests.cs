using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

public sealed class CoolDownTests : IDisposable
{
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Call_After429WithSeconds_StaysOffTheNetworkUntilThen()
    {
        _api.Network.Answer(429, "", ("Retry-After", "7")).Answer(200, """{"status":"in_queue"}""");
        var first = await Assert.ThrowsAsync<RateLimitedException>(() => _api.Client.GetStatusAsync("r1", default));
        Assert.Equal(TimeSpan.FromSeconds(7), first.RetryAfter);

        _api.Time.Advance(TimeSpan.FromSeconds(2));
        var second = await Assert.ThrowsAsync<RateLimitedException>(() => _api.Client.GetStatusAsync("r2", default));
        Assert.Equal(TimeSpan.FromSeconds(5), second.RetryAfter);
        Assert.Single(_api.Network.Requests);

        _api.Time.Advance(TimeSpan.FromSeconds(5));
        await _api.Client.GetStatusAsync("r2", default);
    }

    [Fact]
    public async Task Call_After429WithDateOrTooLong_IsCapped()
    {
        string date = _api.Time.GetUtcNow().AddSeconds(30).ToString("R", CultureInfo.InvariantCulture);
        _api.Network.Answer(429, "", ("Retry-After", date)).Answer(429, "", ("Retry-After", "86400"));
        Assert.Equal(TimeSpan.FromSeconds(30), (await Assert.ThrowsAsync<RateLimitedException>(() => _api.SubmitAsync())).RetryAfter);
        Assert.Equal(CoolDown.LongestWait, (await Assert.ThrowsAsync<RateLimitedException>(() => _api.Client.GetStatusAsync("r1", default))).RetryAfter);
    }

    [Fact]
    public async Task Call_OfAnotherKind_IsNotHeldUp()
    {
        _api.Network.Answer(429, "").Answer(200, """{"status":"in_queue"}""");
        await Assert.ThrowsAsync<RateLimitedException>(() => _api.SubmitAsync());
        await _api.Client.GetStatusAsync("r1", default);
    }

    [Fact]
    public void RateLimited_WithoutHeader_DoublesUpToAMinuteUntilASuccess()
    {
        var time = new FakeTimeProvider();
        var coolDown = new CoolDown(time, () => 0);
        double[] waits = [.. Enumerable.Range(0, 8).Select(_ => Wait())];
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
        coolDown.Succeeded(coolDown.Enter(ApiCall.Submit));
        Assert.Equal(1, Wait());
        Assert.Equal(1.25, new CoolDown(time, () => 1).RateLimited(new CoolDownTicket(ApiCall.Submit, 0, default, false), null).TotalSeconds);

        double Wait()
        {
            TimeSpan wait = coolDown.RateLimited(coolDown.Enter(ApiCall.Submit), null);
            time.Advance(wait);
            return wait.TotalSeconds;
        }
    }

    [Fact]
    public void RateLimited_ManyAtOnce_CountsOnce()
    {
        var coolDown = new CoolDown(new FakeTimeProvider(), () => 0);
        CoolDownTicket[] together = [.. Enumerable.Range(0, 64).Select(_ => coolDown.Enter(ApiCall.Status))];
        Assert.All(together, ticket => Assert.Equal(1, coolDown.RateLimited(ticket, null).TotalSeconds));
        coolDown.Succeeded(together[0]);
        Assert.True(coolDown.Enter(ApiCall.Status).Refused);
        Assert.Equal(9, coolDown.RateLimited(together[1], TimeSpan.FromSeconds(9)).TotalSeconds);
    }

    [Fact]
    public void Enter_WhenTheTimeIsOver_LetsAFewThroughUntilOneSucceeds()
    {
        var time = new FakeTimeProvider();
        var coolDown = new CoolDown(time, () => 0);
        time.Advance(coolDown.RateLimited(coolDown.Enter(ApiCall.Result), null));
        CoolDownTicket[] tickets = [.. Enumerable.Range(0, 100).Select(_ => coolDown.Enter(ApiCall.Result))];
        Assert.Equal(4, tickets.Count(ticket => !ticket.Refused));
        Assert.All(tickets.Where(ticket => ticket.Refused), ticket => Assert.InRange(ticket.Remaining, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1)));
        coolDown.Succeeded(tickets[0]);
        Assert.False(coolDown.Enter(ApiCall.Result).Refused);
    }

    [Fact]
    public void Unreachable_InARow_DoublesUpToHalfAMinute()
    {
        var time = new FakeTimeProvider();
        var coolDown = new CoolDown(time, () => 0);
        var waits = new List<double>();
        for (int i = 0; i < 8; i++)
        {
            TimeSpan wait = coolDown.Unreachable(coolDown.Enter(ApiCall.Submit));
            waits.Add(wait.TotalSeconds);
            time.Advance(wait);
        }

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], waits);
    }

    [Fact]
    public async Task Call_AfterConnectionFailure_IsUnreachableWithoutTheNetwork()
    {
        _api.Network.Fail(new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
        Assert.Equal(0.5, (await Assert.ThrowsAsync<ApiUnreachableException>(() => _api.Client.GetStatusAsync("r1", default))).RetryAfter!.Value.TotalSeconds);
        Assert.Equal(0.5, (await Assert.ThrowsAsync<ApiUnreachableException>(() => _api.Client.GetStatusAsync("r1", default))).RetryAfter!.Value.TotalSeconds);
        Assert.Single(_api.Network.Requests);
    }
}
