using System.Net;
using System.Net.Sockets;
using Seedream.Core.RunComfy;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.RunComfy;

public sealed class ConnectionTests
{
    private const string Accepted = """{"request_id":"r1"}""";
    private const string Queued = """{"status":"in_queue"}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SubmitAsync_UsedConnectionClosesAfterThePost_IsUnclearAndSentOnce(bool reset)
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            if (exchange.Request.Method == "GET")
            {
                await exchange.AnswerAsync(200, Queued);
                return;
            }

            exchange.Close = true;
            if (reset)
                exchange.Reset();
        });
        await using var api = new LiveApi(server.Url);
        await api.Client.GetStatusAsync("r1", default);

        var exception = await Assert.ThrowsAsync<UnclearAnswerException>(() => api.SubmitAsync());

        Assert.False(exception.CertainlyNotAccepted);
        LoopbackRequest post = Assert.Single(server.Requests, request => request.Method == "POST");
        Assert.Equal(1, post.Connection);
        Assert.NotEmpty(post.Body);
    }

    [Fact]
    public async Task SubmitAsync_UsedConnectionIsGoneBeforeThePost_UsesANewOneAndSendsOnce()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            exchange.Close = exchange.Request.Method == "GET";
            await exchange.AnswerAsync(200, exchange.Close ? Queued : Accepted);
        });
        await using var api = new LiveApi(server.Url);
        for (int i = 0; i < 20; i++)
        {
            await api.Client.GetStatusAsync("r1", default);
            // Whether the client notices the close before it writes is a race; sending twice is wrong either way.
            try
            {
                await api.SubmitAsync();
            }
            catch (UnclearAnswerException)
            {
            }
        }

        Assert.InRange(server.Requests.Count(request => request.Method == "POST"), 1, 20);
    }

    [Fact]
    public async Task PaidContent_SentASecondTime_Throws()
    {
        using var content = new PaidContent("{}"u8.ToArray());
        Assert.False(content.Started);
        await content.CopyToAsync(Stream.Null);
        Assert.True(content.Started);
        await Assert.ThrowsAsync<InvalidOperationException>(() => content.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task SubmitAsync_NobodyListens_WasCertainlyNotAccepted()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var api = new LiveApi(new Uri($"http://{socket.LocalEndPoint}"));
        var exception = await Assert.ThrowsAsync<ApiUnreachableException>(() => api.SubmitAsync());
        Assert.True(exception.CertainlyNotAccepted);
        Assert.NotNull(exception.RetryAfter);
    }

    [Fact]
    public async Task SubmitAsync_ServerSpeaksNoTls_WasCertainlyNotAccepted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var api = new LiveApi(new Uri($"https://{listener.LocalEndpoint}"));
        Task<AcceptedSubmission> submit = api.SubmitAsync();
        using (TcpClient connection = await listener.AcceptTcpClientAsync())
            await connection.GetStream().WriteAsync("no TLS here\r\n\r\n"u8.ToArray());
        Assert.True((await Assert.ThrowsAsync<ApiUnreachableException>(() => submit)).CertainlyNotAccepted);
    }

    [Fact]
    public async Task SubmitAsync_Redirected_NeverFollows()
    {
        await using var other = new LoopbackServer(exchange => exchange.AnswerAsync(200, Accepted));
        await using var server = new LoopbackServer(exchange => exchange.AnswerAsync(307, "", $"Location: {other.Url}v1/steal", "Set-Cookie: a=b"));
        await using var api = new LiveApi(server.Url);
        await Assert.ThrowsAsync<UnclearAnswerException>(() => api.SubmitAsync());
        await Assert.ThrowsAsync<UnclearAnswerException>(() => api.Client.GetStatusAsync("r1", default));
        Assert.Empty(other.Requests);
        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", request.Headers.Keys));
    }

    [Fact]
    public async Task SubmitAsync_BodyNeverEnds_IsUnclear()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.HeadAsync(200, "Content-Length: 100");
            await exchange.Stream.WriteAsync("{\"request_id\":"u8.ToArray());
            await exchange.HangAsync();
        });
        await using var api = new LiveApi(server.Url, options => options.SubmitTimeout = TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<UnclearAnswerException>(() => api.SubmitAsync());
    }

    [Fact]
    public async Task SubmitAsync_RejectionWhoseBodyBreaksOff_IsStillARejection()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.HeadAsync(422, "Content-Length: 100");
            exchange.Close = true;
        });
        await using var api = new LiveApi(server.Url);
        await Assert.ThrowsAsync<InputRejectedException>(() => api.SubmitAsync());
    }
}
