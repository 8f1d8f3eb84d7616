using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Notifying;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Notifying;

public class WebhookTargetTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly EventMessage Message = new("posters-1.r1", "seedream.batch.completed", "{\"a\":1}"u8.ToArray());
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task DeliverAsync_Accepted_WasSignedAndTyped()
    {
        await using LoopbackServer server = new(exchange => exchange.AnswerAsync(204, [], []));

        Delivery delivery = await Target(server.Url).DeliverAsync(Message, CancellationToken.None);

        Assert.Equal(DeliveryResult.Delivered, delivery.Result);
        LoopbackRequest request = Assert.Single(server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("application/cloudevents+json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal("posters-1.r1", request.Headers["webhook-id"]);
        Assert.Equal(Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), request.Headers["webhook-timestamp"]);
        Assert.Equal(WebhookSignature.TryCreate(Secret)!.Sign("posters-1.r1", Now, request.Body), request.Headers["webhook-signature"]);
        Assert.Equal(Message.Body.ToArray(), request.Body);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task DeliverAsync_AnyOtherAnswer_FailsWithItsStatusAndFollowsNothing(int status)
    {
        await using LoopbackServer server = new(exchange => exchange.AnswerAsync(status, "{}", "Location: /elsewhere"));

        Delivery delivery = await Target(new Uri(server.Url, "/hook?key=secret")).DeliverAsync(Message, CancellationToken.None);

        Assert.Equal(DeliveryResult.Failed, delivery.Result);
        Assert.Equal($"127.0.0.1 answered {status}", delivery.Problem);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task DeliverAsync_Busy_PassesOnHowLongToWait()
    {
        await using LoopbackServer server = new(exchange => exchange.AnswerAsync(429, "{}", "Retry-After: 40"));

        Assert.Equal(TimeSpan.FromSeconds(40), (await Target(server.Url).DeliverAsync(Message, CancellationToken.None)).RetryAfter);
    }

    [Fact]
    public async Task DeliverAsync_Gone_IsNotAskedAgain()
    {
        await using LoopbackServer server = new(exchange => exchange.AnswerAsync(410, "{}"));
        WebhookTarget target = Target(server.Url);

        Assert.Equal(DeliveryResult.Refused, (await target.DeliverAsync(Message, CancellationToken.None)).Result);
        Assert.Equal(DeliveryResult.Refused, (await target.DeliverAsync(Message, CancellationToken.None)).Result);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task DeliverAsync_NobodyListens_Fails()
    {
        Uri url;
        await using (LoopbackServer server = new(_ => Task.CompletedTask))
            url = server.Url;

        Assert.Equal(DeliveryResult.Failed, (await Target(url).DeliverAsync(Message, CancellationToken.None)).Result);
    }

    [Fact]
    public async Task DeliverAsync_HangingReceiver_IsLeftAfterTheTimeout()
    {
        TaskCompletionSource arrived = new();
        await using LoopbackServer server = new(exchange =>
        {
            arrived.SetResult();
            return exchange.HangAsync();
        });
        FakeTimeProvider clock = new(Now);

        Task<Delivery> delivery = Target(server.Url, clock).DeliverAsync(Message, CancellationToken.None);
        await arrived.Task;
        clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("127.0.0.1 did not answer within 15 s", (await delivery).Problem);
    }

    [Theory]
    [InlineData("https://10.0.0.7/hook")]
    [InlineData("https://169.254.169.254/hook")]
    [InlineData("https://[fd00::1]/hook")]
    public async Task DeliverAsync_AddressThatIsNotPublic_IsNotConnectedTo(string url)
    {
        Delivery delivery = await Target(new Uri(url)).DeliverAsync(Message, CancellationToken.None);

        Assert.Equal(DeliveryResult.Failed, delivery.Result);
        Assert.Contains("not a public address", delivery.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/hook?key=1", Secret, true)]
    [InlineData("http://127.0.0.1:9/hook", Secret, true)]
    [InlineData("http://example.com/hook", Secret, false)]
    [InlineData("https://user@example.com/hook", Secret, false)]
    [InlineData("https://example.com/hook", null, false)]
    [InlineData("https://example.com/hook", "whsec_short", false)]
    public void Validate_Address_IsHttpsWithASecret(string url, string? secret, bool valid)
    {
        ValidateOptionsResult result = new NotificationsOptionsValidator().Validate(null, new NotificationsOptions { WebhookUrl = new Uri(url), WebhookSecret = secret });

        Assert.Equal(valid, result.Succeeded);
        Assert.DoesNotContain("short", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    private static WebhookTarget Target(Uri url, TimeProvider? clock = null)
    {
        NotificationsOptions options = new() { WebhookUrl = url, WebhookSecret = Secret };
        ServiceCollection services = new();
        services.AddHttpClient(WebhookTarget.ClientName).ConfigurePrimaryHttpMessageHandler(() => WebhookTarget.CreateHandler(options));
        return new WebhookTarget(services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>(), options, clock ?? new FakeTimeProvider(Now));
    }
}
