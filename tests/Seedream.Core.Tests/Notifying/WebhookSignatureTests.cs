using System.Text;
using Seedream.Core.Notifying;

namespace Seedream.Core.Tests.Notifying;

public class WebhookSignatureTests
{
    // The example of the Standard Webhooks libraries.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void Sign_TheStandardsExample_GivesTheStandardsSignature()
    {
        string signature = WebhookSignature.TryCreate(Secret)!.Sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), "{\"test\": 2432232314}"u8);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void Sign_WithTwoSecrets_SignsWithBoth()
    {
        string other = $"whsec_{Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('k', 32)))}";

        string signature = WebhookSignature.TryCreate($"{other} {Secret}")!.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), "{\"test\": 2432232314}"u8);

        Assert.EndsWith(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw other")]
    public void TryCreate_OfWhatIsNoSecret_IsNull(string? secret) => Assert.Null(WebhookSignature.TryCreate(secret));
}
