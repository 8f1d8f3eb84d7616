using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Seedream.Core.Collecting;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Collecting;

[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime")]
public sealed class CollectorTests : IAsyncLifetime
{
    private static readonly byte[] Png = TestImages.Png(2304, 1728, 300_000);
    private readonly CollectFixture _files = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _files.DisposeAsync();

    [Fact]
    public async Task CollectAsync_ManyFiles_StoresThemInOrderWithWhatIsKnown()
    {
        byte[] jpeg = TestImages.Jpeg(640, 480);
        string[] urls =
        [
            _files.Serve("/a", Png), _files.Serve("/b", jpeg, "image/png"), _files.Serve("/c", TestImages.WebP(30, 20), "binary/octet-stream"),
            _files.Serve("/d", TestImages.Mp4(), "video/mp4"), _files.Serve("/e", TestImages.Gif(3, 2)),
        ];

        CollectedFiles collected = await _files.CollectAsync(urls);

        Assert.Equal(["-1.png", "-2.jpg", "-3.webp", "-4.mp4", "-5.gif"], collected.Files.Select(file => file.Name["00017-a-red-fox".Length..]));
        OutputFile png = collected.Files[0];
        Assert.Equal(("image/png", Png.Length, 2304, 1728), (png.ContentType, (int)png.Bytes, png.Width, png.Height));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Png)), png.Sha256);
        Assert.Equal(Png, _files.Images.Content("batch/00017-a-red-fox-1.png"));
        Assert.Equal("image/jpeg", _files.Images.ContentType("batch/00017-a-red-fox-2.jpg"));
        Assert.Null(collected.Files[3].Width);
        Assert.Equal(5, _files.Images.Names.Count);
        Assert.Equal(0, _files.Images.OpenWriters);
        Assert.All(_files.Server.Requests, request => Assert.Equal("identity", request.Headers["Accept-Encoding"]));

        await _files.CollectAsync(urls);
        Assert.Equal(5, _files.Images.Names.Count);
    }

    [Fact]
    public async Task CollectAsync_Chunked_IsStoredWhole()
    {
        string url = _files.Serve("/a", async (exchange, _) =>
        {
            await exchange.HeadAsync(200, "Transfer-Encoding: chunked");
            foreach (byte[] part in Png.Chunk(50_001))
            {
                await exchange.Stream.WriteAsync(Encoding.ASCII.GetBytes($"{part.Length:X}\r\n"));
                await exchange.Stream.WriteAsync(part);
                await exchange.Stream.WriteAsync("\r\n"u8.ToArray());
            }

            await exchange.Stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        });
        await _files.CollectAsync(url);
        Assert.Equal(Png, _files.Images.Content("batch/00017-a-red-fox-1.png"));
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(503, 3)]
    [InlineData(429, 2)]
    [InlineData(408, 1)]
    public async Task CollectAsync_TroubleThatPasses_IsWaitedOut(int status, int times)
    {
        string url = _files.Serve("/a", (exchange, call) => call <= times ? exchange.AnswerAsync(status, "") : exchange.AnswerAsync(200, Png));
        await _files.CollectAsync(url);
        Assert.Equal(times + 1, _files.Calls("/a"));
    }

    [Theory]
    [InlineData(500, CollectCodes.Unavailable, 4)]
    [InlineData(429, CollectCodes.Unavailable, 4)]
    [InlineData(302, CollectCodes.Redirected, 1)]
    [InlineData(206, CollectCodes.Truncated, 4)]
    public async Task CollectAsync_TroubleThatStays_CanBeRetriedLater(int status, string code, int calls)
    {
        string other = _files.Serve("/other", Png);
        CollectFailedException exception = await _files.FailAsync(_files.Serve("/a", (exchange, _) => exchange.AnswerAsync(status, "", $"Location: {other}")));
        Assert.Equal((code, true), (exception.Code, exception.CanRetry));
        Assert.Equal(calls, _files.Calls("/a"));
        Assert.Equal(0, _files.Calls("/other"));
        Assert.Empty(_files.Images.Names);
    }

    [Fact]
    public async Task CollectAsync_ServerAsksToWaitLong_LeavesItToLater()
    {
        CollectFailedException exception = await _files.FailAsync(_files.Serve("/a", (exchange, _) => exchange.AnswerAsync(503, "", "Retry-After: 600")));
        Assert.True(exception.CanRetry);
        Assert.Equal(1, _files.Calls("/a"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task CollectAsync_ExpiredUrls_AreRefreshedOnceForAll(int status)
    {
        string old1 = _files.Serve("/old1", (exchange, _) => exchange.AnswerAsync(status, ""));
        string old2 = _files.Serve("/old2", (exchange, _) => exchange.AnswerAsync(status, ""));
        string new1 = _files.Serve("/new1", Png);
        string new2 = _files.Serve("/new2", TestImages.Gif(1, 1));
        _files.Fresh = () => CollectFixture.Result(new1, new2);

        CollectedFiles collected = await _files.CollectAsync(old1, old2);

        Assert.Equal([".png", ".gif"], collected.Files.Select(file => file.Name[^4..]));
        Assert.Equal(1, _files.Refreshes);
    }

    [Fact]
    public async Task CollectAsync_ExpiredAndFreshRefusedToo_CanBeRetriedLater()
    {
        string url = _files.Serve("/a", (exchange, _) => exchange.AnswerAsync(403, ""));
        _files.Fresh = () => CollectFixture.Result(url);
        CollectFailedException exception = await _files.FailAsync(url);
        Assert.Equal((CollectCodes.Refused, true), (exception.Code, exception.CanRetry));
        Assert.Equal((1, 2), (_files.Refreshes, _files.Calls("/a")));
    }

    [Fact]
    public async Task CollectAsync_ExpiredAndRequestUnknownJustNow_CanBeRetried()
    {
        _files.Fresh = () => throw new RequestNotFoundException("gone");
        CollectFailedException exception = await _files.FailAsync(_files.Serve("/a", (exchange, _) => exchange.AnswerAsync(404, "")));
        Assert.True(exception.CanRetry);
    }

    [Fact]
    public async Task CollectAsync_FreshResultNamesFewerFiles_SaysSo()
    {
        CollectFailedException exception = await _files.FailAsync(_files.Serve("/a", (exchange, _) => exchange.AnswerAsync(404, "")));
        Assert.Equal(CollectCodes.NoOutput, exception.Code);
    }

    [Fact]
    public async Task CollectAsync_NoOutput_SaysSo() => Assert.Equal(CollectCodes.NoOutput, (await _files.FailAsync()).Code);

    [Theory]
    [InlineData("https://evil.example/a.png")]
    [InlineData("https://runcomfy.net.evil.com/a.png")]
    [InlineData("not a url")]
    public async Task CollectAsync_ForeignUrl_IsNeverFetched(string url)
    {
        CollectFailedException exception = await _files.FailAsync(url);
        Assert.Equal((CollectCodes.UrlNotAllowed, false), (exception.Code, exception.CanRetry));
    }

    [Fact]
    public async Task CollectAsync_AllowedNameOfThisMachine_IsNotConnectedTo()
    {
        // "localhost" stands for a public name that was pointed at an internal address.
        var options = new RunComfyOptions();
        options.OutputHosts.Add("localhost");
        using SocketsHttpHandler handler = RunComfyRegistration.CreateDownloadHandler(options);
        handler.UseProxy = false;
        using var http = new HttpClient(handler);
        var collector = new Collector(http, options, new HurriedTime(), _files.Log);
        var exception = await Assert.ThrowsAsync<CollectFailedException>(() => collector.CollectAsync(
            _files.Images, "b/", "s", CollectFixture.Result("https://localhost/a.png"), _ => throw new InvalidOperationException(), default));
        Assert.Equal((CollectCodes.AddressNotPublic, false), (exception.Code, exception.CanRetry));
    }

    [Fact]
    public async Task CollectAsync_Truncated_IsTriedAgainAndLeavesNoTrace()
    {
        string url = _files.Serve("/a", async (exchange, call) =>
        {
            await exchange.HeadAsync(200, $"Content-Length: {Png.Length}");
            await exchange.Stream.WriteAsync(Png.AsMemory(0, call == 4 ? 200_000 : 10));
            exchange.Close = true;
            if (call == 2)
                exchange.Reset();
        });
        CollectFailedException exception = await _files.FailAsync(url);
        Assert.Equal((CollectCodes.Truncated, true), (exception.Code, exception.CanRetry));
        Assert.Equal(4, _files.Calls("/a"));
        Assert.Empty(_files.Images.Names);
    }

    [Fact]
    public async Task CollectAsync_DamagedThenWhole_IsStored()
    {
        byte[] damaged = [.. Png];
        damaged[Png.Length / 2] ^= 1;
        string url = _files.Serve("/a", (exchange, call) => exchange.AnswerAsync(200, call == 1 ? damaged : call == 2 ? Png[..^12] : Png));
        await _files.CollectAsync(url);
        Assert.Equal(Png, _files.Images.Content(Assert.Single(_files.Images.Names)));
        Assert.Equal(3, _files.Calls("/a"));
    }

    [Theory]
    [InlineData("<html>expired</html>", "text/html")]
    [InlineData("<html>expired</html>", "image/png")]
    [InlineData("{\"error\":1}", "application/json")]
    [InlineData("<?xml version=\"1.0\"?><Error/>", "image/png")]
    [InlineData("", "image/png")]
    public async Task CollectAsync_NoImage_IsRefused(string body, string type)
    {
        CollectFailedException exception = await _files.FailAsync(_files.Serve("/a", Encoding.UTF8.GetBytes(body), type));
        Assert.Equal((CollectCodes.NotMedia, true), (exception.Code, exception.CanRetry));
        Assert.Empty(_files.Images.Names);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CollectAsync_TooLarge_StopsAtTheLimit(bool announced)
    {
        _files.Options.MaxFileBytes = 100_000;
        string url = _files.Serve("/a", async (exchange, _) =>
        {
            exchange.Close = true;
            await exchange.HeadAsync(200, announced ? $"Content-Length: {Png.Length}" : "Connection: close");
            await exchange.Stream.WriteAsync(Png);
        });
        CollectFailedException exception = await _files.FailAsync(url);
        Assert.Equal((CollectCodes.TooLarge, false), (exception.Code, exception.CanRetry));
        Assert.Equal(1, _files.Calls("/a"));
    }

    [Theory]
    [InlineData(30, "no byte for")]
    [InlineData(300, "not complete")]
    public async Task CollectAsync_BytesStopComing_TimesOut(int seconds, string message)
    {
        var time = new FakeTimeProvider();
        await using var files = new CollectFixture(time);
        if (seconds == 300)
            files.Options.DownloadTimeout = TimeSpan.FromSeconds(5);
        var hanging = new SemaphoreSlim(0);
        string url = files.Serve("/a", async (exchange, _) =>
        {
            await exchange.HeadAsync(200, $"Content-Length: {Png.Length}");
            await exchange.Stream.WriteAsync(Png.AsMemory(0, 100));
            hanging.Release();
            await exchange.HangAsync();
        });
        Task<CollectedFiles> collect = files.CollectAsync(url);
        while (!collect.IsCompleted)
        {
            await Task.WhenAny(collect, Task.Delay(20));
            time.Advance(TimeSpan.FromSeconds(seconds == 300 ? 5 : 31));
        }

        var exception = await Assert.ThrowsAsync<CollectFailedException>(() => collect);
        Assert.Equal((CollectCodes.TimedOut, true), (exception.Code, exception.CanRetry));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Empty(files.Images.Names);
    }

    [Fact]
    public async Task CollectAsync_CallerCancels_PassesTheCancellation()
    {
        using var cancel = new CancellationTokenSource();
        string url = _files.Serve("/a", async (exchange, _) =>
        {
            await exchange.HeadAsync(200, $"Content-Length: {Png.Length}");
            await cancel.CancelAsync();
            await exchange.HangAsync();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _files.CollectAsync(_files.Images, cancel.Token, url));
        Assert.Equal(0, _files.Images.OpenWriters);
    }

    [Fact]
    public async Task CollectAsync_StorageFails_IsNotTakenForTheNetwork()
    {
        _files.Images.Unusable = new StorageUnusableException("full");
        await Assert.ThrowsAsync<StorageUnusableException>(() => _files.CollectAsync(_files.Serve("/a", Png)));
        Assert.Equal(1, _files.Calls("/a"));
    }

    [Fact]
    public async Task CollectAsync_OneFileOfAGroupFails_TellsWhyAndNotThatOthersWereStopped()
    {
        string[] urls = [.. Enumerable.Range(0, 14).Select(i => _files.Serve($"/{i}", Png)), "https://evil.example/"];
        Assert.Equal(CollectCodes.UrlNotAllowed, (await _files.FailAsync(urls)).Code);
    }
}
