using System.Globalization;
using System.Text.Json;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

/// <summary>The token in spellings that fuzzing brought: a raw body is kept, and anybody can take an escape back.</summary>
public sealed class SpelledTextTests
{
    private const string Secret = "rc_Secret.0/a+b=";

    public static TheoryData<string> Spellings =>
    [
        Secret,
        Secret.ToUpperInvariant(),
        string.Concat(Secret.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))),
        string.Concat(Secret.Select(c => string.Create(CultureInfo.InvariantCulture, $"%{(int)c:X2}"))),
        string.Concat(Secret.Select(c => string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};"))),
        string.Concat(Secret.Select(c => string.Create(CultureInfo.InvariantCulture, $"&#x{(int)c:x};"))),
        Secret.Replace("/", "\\/", StringComparison.Ordinal).Replace("S", "\\u0053", StringComparison.Ordinal),
        Uri.EscapeDataString(Secret),
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Without_AnySpelling_LeavesNothingOfIt(string spelled) =>
        Assert.Equal("a *** b *** c", SpelledText.Without($"a {spelled} b {spelled} c", Secret));

    [Theory]
    [InlineData("")]
    [InlineData("nothing of it")]
    [InlineData("rc_Secret.0/a+b")]
    [InlineData("\\u00")]
    [InlineData("rc_Secret.0/a+b&#")]
    [InlineData("rc_Secret.0/a+b&#x;")]
    [InlineData("rc_Secret.0/a+b%")]
    [InlineData("rc_Secret.0/a+b\\")]
    public void Without_TextWithoutIt_StaysTheSame(string text) => Assert.Same(text, SpelledText.Without(text, Secret));

    [Theory]
    [InlineData("a%41b", "a%41b x")]
    [InlineData("a\\\\b", "a\\\\b")]
    public void Without_SecretThatLooksLikeAnEscape_IsFoundAsItStands(string secret, string text) =>
        Assert.StartsWith("***", SpelledText.Without(text, secret), StringComparison.Ordinal);

    [Fact]
    public async Task AnyCall_BodyEchoesTheTokenInEscapes_NeverTellsIt()
    {
        using var api = new ApiFixture();
        string spelled = string.Concat(ApiFixture.Token.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")));
        api.Network.Answer(400, $"{{\"x\":{{\"seen\":\"{spelled}\"}}}}");
        var exception = await Assert.ThrowsAnyAsync<RunComfyException>(() => api.SubmitAsync());
        Assert.DoesNotContain("\\u0072", exception.RawBody + exception.Message + api.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SubmitAsync_RequestIdIsTheToken_IsUncertainAndNotStored()
    {
        using var api = new ApiFixture();
        api.Options.ApiToken = "token-0123456789-abcdef";
        using var http = new HttpClient(api.Network);
        var client = new RunComfyClient(http, api.Options, api.CoolDown, api.Time, api.Log);
        api.Network.Answer(200, JsonSerializer.Serialize(new { request_id = api.Options.ApiToken }));
        var exception = await Assert.ThrowsAsync<UnclearAnswerException>(() => client.SubmitAsync(ApiFixture.Input, "b.1.1", default));
        Assert.DoesNotContain(api.Options.ApiToken, exception + exception.RawBody + api.Log.Text, StringComparison.Ordinal);
    }
}
