using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seedream.Api.Tests.Support;
using Seedream.Api.WebConsole;

namespace Seedream.Api.Tests.WebConsole;

public class ConsoleFilesTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Key = "a-key-of-sixteen-or-more";

    [Fact]
    public async Task Get_EveryFile_HasItsTypeAndAStrictPolicy()
    {
        foreach (string name in ConsoleFiles.Names)
        {
            HttpResponseMessage answer = await fixture.Client.GetAsync($"/{name}");

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            string policy = answer.Header("Content-Security-Policy");
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(("nosniff", "no-referrer", "DENY", "no-cache"), (answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy"), answer.Header("X-Frame-Options"), answer.Header("Cache-Control")));
            string expected = Path.GetExtension(name) switch { ".html" => "text/html; charset=utf-8", ".js" => "text/javascript; charset=utf-8", ".css" => "text/css; charset=utf-8", ".svg" => "image/svg+xml", _ => "application/json" };
            Assert.Equal(expected, answer.Content.Headers.ContentType!.ToString());
        }
    }

    [Fact]
    public async Task Get_Compressed_IsTheSameFileUnderATagOfItsOwn()
    {
        string plain = await fixture.Client.GetStringAsync("/");
        HttpRequestMessage request = new(HttpMethod.Get, "/index.html");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        HttpResponseMessage packed = await fixture.Client.SendAsync(request);

        Assert.Equal("br", packed.Header("Content-Encoding"));
        Assert.Equal("Accept-Encoding", packed.Header("Vary"));
        await using BrotliStream brotli = new(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using StreamReader reader = new(brotli);
        Assert.Equal(plain, await reader.ReadToEndAsync());
        Assert.NotEqual((await fixture.Client.GetAsync("/")).Headers.ETag, packed.Headers.ETag);

        HttpRequestMessage again = new(HttpMethod.Get, "/");
        again.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        again.Headers.IfNoneMatch.Add(packed.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await fixture.Client.SendAsync(again)).StatusCode);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/index.html/x")]
    [InlineData("/..%2f..%2fappsettings.json")]
    [InlineData("/shared.css/")]
    public async Task Get_WhatIsNoFile_IsAProblem(string path) => await (await fixture.Client.GetAsync(path)).ProblemAsync("HTTP4041");

    [Fact]
    public async Task Keyed_FilesAreOpenAndTheApiIsNot()
    {
        await using ApiServer server = await ApiServer.StartAsync(null, ("Seedream:Api:Key", Key));

        foreach (string name in (string[])["", .. ConsoleFiles.Names])
            Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync($"/{name}")).StatusCode);
        await (await server.Client.PostAsync("/index.html", null)).ProblemAsync("HTTP401");
        await (await server.Client.GetAsync("/api/batches?order=recent")).ProblemAsync("HTTP401");
        await (await server.Client.GetAsync("/nothing")).ProblemAsync("HTTP401");
    }

    [Fact]
    public async Task Files_PointAtNothingElsewhere()
    {
        foreach (string name in ConsoleFiles.Names)
        {
            string text = await fixture.Client.GetStringAsync($"/{name}");
            // A namespace is no address.
            text = text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
            if (name != "codes.json")
                Assert.DoesNotMatch(new Regex("https?://|\\burl\\(|@import", RegexOptions.None, TimeSpan.FromSeconds(5)), text);
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(new Regex("(href|src)=\"/", RegexOptions.None, TimeSpan.FromSeconds(5)), text);
        }
    }

    [Fact]
    public async Task Page_EveryModule_IsLoadedAheadOrOnDemandAndExists()
    {
        string page = await fixture.Client.GetStringAsync("/");
        HashSet<string> known = [.. ConsoleFiles.Names];

        foreach (Match match in Regex.Matches(page, "(?:href|src)=\"([a-z.]+\\.(?:js|css|svg))\"", RegexOptions.None, TimeSpan.FromSeconds(5)))
            Assert.Contains(match.Groups[1].Value, known);
        foreach (string name in known.Where(name => name.EndsWith(".js", StringComparison.Ordinal)))
        {
            Assert.Contains($"\"{name}\"", page, StringComparison.Ordinal);
            foreach (Match match in Regex.Matches(await fixture.Client.GetStringAsync($"/{name}"), "from '\\./([a-z.]+)'", RegexOptions.None, TimeSpan.FromSeconds(5)))
                Assert.Contains(match.Groups[1].Value, known);
        }
    }

    [Fact]
    public async Task OtherHost_CallBelowAPrefix_IsAnsweredToo()
    {
        ConsoleFiles files = fixture.Server.Get<ConsoleFiles>();

        (int status, string location, string body) = await CallAsync(files, "/studio", "/", "");
        Assert.Equal((200, ""), (status, location));
        Assert.Contains("<title>Seedream</title>", body, StringComparison.Ordinal);
        Assert.Equal((302, "/studio/"), ((await CallAsync(files, "/studio", "", "")).Status, (await CallAsync(files, "/studio", "", "")).Location));
        Assert.Equal(200, (await CallAsync(files, "", "/main.js", "main.js")).Status);
    }

    private static async Task<(int Status, string Location, string Body)> CallAsync(ConsoleFiles files, string prefix, string requested, string path)
    {
        using MemoryStream body = new();
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        DefaultHttpContext context = new() { RequestServices = services, Response = { Body = body } };
        (context.Request.Method, context.Request.PathBase, context.Request.Path) = ("GET", prefix, requested);
        await (await files.GetAsync(context, path)).ExecuteAsync(context);
        return (context.Response.StatusCode, context.Response.Headers.Location.ToString(), Encoding.UTF8.GetString(body.ToArray()));
    }
}
