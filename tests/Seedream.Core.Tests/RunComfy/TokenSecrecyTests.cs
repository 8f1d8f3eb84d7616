using System.Text.Json;
using Seedream.Core.RunComfy;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.RunComfy;

public sealed class TokenSecrecyTests
{
    public static TheoryData<int, ApiCall> Cases()
    {
        var cases = new TheoryData<int, ApiCall>();
        foreach (int status in (int[])[200, 302, 400, 401, 402, 403, 404, 408, 422, 429, 500])
        {
            foreach (ApiCall call in Enum.GetValues<ApiCall>())
                cases.Add(status, call);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AnyCall_ServerEchoesTheToken_NeverTellsIt(int status, ApiCall call)
    {
        using var api = new ApiFixture();
        string body = JsonSerializer.Serialize(new { error_code = "x" + ApiFixture.Token, message = $"bad token {ApiFixture.Token}", detail = Uri.EscapeDataString(ApiFixture.Token) });
        // Twice: a refused include_cost is asked again without.
        api.Network.Answer(status, body).Answer(status, body);
        var exception = await Assert.ThrowsAnyAsync<RunComfyException>(() => api.CallAsync(call));
        AssertSecret(exception.ToString() + exception.RawBody + exception.VendorMessage + exception.VendorCode + api.Log.Text);
    }

    [Fact]
    public async Task GetResultAsync_FailureEchoesTheToken_NeverTellsIt()
    {
        using var api = new ApiFixture();
        api.Network.Answer(200, JsonSerializer.Serialize(new { status = "failed", error = new { code = ApiFixture.Token, message = ApiFixture.Token } }));
        RequestResult result = await api.Client.GetResultAsync("r1", default);
        AssertSecret(result.ToString() + api.Log.Text);
    }

    [Fact]
    public async Task AnyCall_StatusLineEchoesTheToken_NeverTellsIt()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.Stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 abc {exchange.Request.Headers["Authorization"]}\r\n\r\n"));
            exchange.Close = true;
        });
        await using var live = new LiveApi(server.Url);
        var exception = await Assert.ThrowsAsync<UnclearAnswerException>(() => live.SubmitAsync());
        AssertSecret(exception + live.Log.Text);
    }

    private static void AssertSecret(string text)
    {
        Assert.DoesNotContain(ApiFixture.Token, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SECRET", text, StringComparison.OrdinalIgnoreCase);
    }
}
