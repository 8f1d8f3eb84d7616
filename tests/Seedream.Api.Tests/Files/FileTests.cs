using System.Net;
using System.Security.Cryptography;
using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Files;

public class FileTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private HttpClient Client => fixture.Client;

    private string Image => $"/api/batches/{fixture.Batch}/images/{fixture.Images[0]}";

    private byte[] Bytes => File.ReadAllBytes(Path.Combine(fixture.Server.Folder, "images", fixture.Batch, fixture.Images[0]));

    [Fact]
    public async Task Image_Whole_HasItsHashAsTagAndSafeHeaders()
    {
        HttpResponseMessage answer = await Client.GetAsync(Image);

        Assert.Equal(Bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes))}\"", answer.Headers.ETag!.Tag);
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("bytes", answer.Header("Accept-Ranges"));
        Assert.Contains("private", answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.NotNull(answer.Content.Headers.LastModified);
        Assert.Equal("", answer.Header("Content-Disposition"));
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=5-9", 5, 5)]
    [InlineData("bytes=10-", 10, -10)]
    [InlineData("bytes=-7", -7, 7)]
    [InlineData("bytes=-99999999", 0, 0)]
    [InlineData("bytes=3-99999999", 3, -3)]
    public async Task Image_Range_IsThatPart(string range, int start, int length)
    {
        byte[] all = Bytes;
        int from = start < 0 ? all.Length + start : start;
        int count = length <= 0 ? all.Length + length : length;

        HttpResponseMessage answer = await GetAsync(Image, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(all[from..(from + count)], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes {from}-{from + count - 1}/{all.Length}", answer.Header("Content-Range"));
    }

    [Theory]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=0-1,4-5")]
    [InlineData("pages=1-2")]
    [InlineData("bytes=rubbish")]
    public async Task Image_RangeThatIsNone_IsTheWhole(string range)
    {
        HttpResponseMessage answer = await GetAsync(Image, ("Range", range));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Bytes, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("bytes=99999999-")]
    [InlineData("bytes=-0")]
    public async Task Image_RangeOutside_Is416(string range)
    {
        HttpResponseMessage answer = await GetAsync(Image, ("Range", range));

        Assert.Equal($"bytes */{Bytes.Length}", answer.Header("Content-Range"));
        await answer.ProblemAsync("HTTP416");
    }

    [Fact]
    public async Task Image_IfRange_GivesThePartOnlyOfTheSameFile()
    {
        HttpResponseMessage first = await Client.GetAsync(Image);
        string date = first.Content.Headers.LastModified!.Value.ToString("R");

        Assert.Equal(HttpStatusCode.PartialContent, (await GetAsync(Image, ("Range", "bytes=0-1"), ("If-Range", first.Headers.ETag!.Tag))).StatusCode);
        Assert.Equal(HttpStatusCode.PartialContent, (await GetAsync(Image, ("Range", "bytes=0-1"), ("If-Range", date))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(Image, ("Range", "bytes=0-1"), ("If-Range", "\"other\""))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(Image, ("Range", "bytes=0-1"), ("If-Range", $"W/{first.Headers.ETag.Tag}"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(Image, ("Range", "bytes=0-1"), ("If-Range", "Thu, 01 Jan 1970 00:00:00 GMT"))).StatusCode);
    }

    [Fact]
    public async Task Image_Preconditions_AreHonoured()
    {
        HttpResponseMessage first = await Client.GetAsync(Image);
        string tag = first.Headers.ETag!.Tag;
        string date = first.Content.Headers.LastModified!.Value.ToString("R");

        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(Image, ("If-None-Match", $"\"x\", {tag}"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(Image, ("If-None-Match", "*"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(Image, ("If-Modified-Since", date))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(Image, ("If-None-Match", "\"x\""), ("If-Modified-Since", date))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(Image, ("If-Match", tag))).StatusCode);
        await (await GetAsync(Image, ("If-Match", "\"x\""))).ProblemAsync("HTTP412");
        await (await GetAsync(Image, ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"))).ProblemAsync("HTTP412");
    }

    [Fact]
    public async Task Image_Head_TellsAllButTheBytes()
    {
        HttpResponseMessage answer = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Image));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("00001-none-1.png")]
    [InlineData("..%2F..%2Fseedream%2Fcatalog")]
    [InlineData("con")]
    public async Task Image_OtherName_IsNotThere(string name) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync($"/api/batches/{fixture.Batch}/images/{name}")).StatusCode);

    [Theory]
    [InlineData("results.csv", "text/csv")]
    [InlineData("results.jsonl", "application/x-ndjson")]
    [InlineData("failed.csv", "text/csv")]
    [InlineData("manifest.json", "application/json")]
    public async Task Report_Ended_IsTheStoredFileAsADownload(string name, string type)
    {
        HttpResponseMessage answer = await Client.GetAsync($"/api/batches/{fixture.Batch}/{name}");

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(fixture.Server.Folder, "images", fixture.Batch, name)), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"attachment; filename={fixture.Batch}-{name}", answer.Header("Content-Disposition").Split("; filename*")[0].Replace("\"", "", StringComparison.Ordinal));
        HttpResponseMessage again = await GetAsync($"/api/batches/{fixture.Batch}/{name}", ("If-None-Match", answer.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Gallery_EveryRelativeLink_Works()
    {
        HttpResponseMessage entry = await Client.GetAsync($"/api/batches/{fixture.Batch}/gallery");
        Assert.Equal(HttpStatusCode.Found, entry.StatusCode);
        Uri index = new(fixture.Server.Address, entry.Headers.Location!);

        HttpResponseMessage page = await Client.GetAsync(index);

        string html = await page.Content.ReadAsStringAsync();
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal("", page.Header("Content-Disposition"));
        // The page makes its links of the names in its data.
        string[] names = [.. fixture.Images, "results.jsonl", "results.csv", "failed.csv", "manifest.json", "index.html"];
        foreach (string name in names)
        {
            Assert.True(name == "manifest.json" || html.Contains(name, StringComparison.Ordinal), name);
            Assert.True((await Client.GetAsync(new Uri(index, name))).IsSuccessStatusCode, name);
        }
    }

    private Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }
}
