using System.Net;
using Seedream.Api.Tests.Support;
using Seedream.Simulator;

namespace Seedream.Api.Tests.Files;

public class PreviewTests
{
    [Fact]
    public async Task Preview_OfALargeImage_IsASmallJpegToBeKept()
    {
        await using ApiServer server = await ApiServer.StartAsync(new SimulatorOptions { MedianSeconds = 0, ImageBytes = 300_000 });
        string batch = await server.RunAsync("prompt,output_format\na red kite,png\na blue whale,jpeg\n");
        foreach (string image in Directory.GetFiles(Path.Combine(server.Folder, "images", batch), "0*").Select(path => Path.GetFileName(path)))
        {
            string sha = (await server.Client.GetAsync($"/api/batches/{batch}/images/{image}")).Headers.ETag!.Tag.Trim('"');
            HttpResponseMessage first = await server.Client.GetAsync($"/api/batches/{batch}/previews/{image}?v={sha[..16]}");
            HttpResponseMessage again = await server.Client.GetAsync($"/api/batches/{batch}/previews/{image}?v={sha[..16]}");

            byte[] preview = await first.Content.ReadAsByteArrayAsync();
            Assert.Equal("image/jpeg", first.Content.Headers.ContentType!.ToString());
            Assert.InRange(preview.Length, 1_000, 80_000);
            Assert.Equal(preview, await again.Content.ReadAsByteArrayAsync());
            Assert.Equal($"\"preview-{sha[..16]}\"", first.Headers.ETag!.Tag);
            Assert.Contains("immutable", first.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Contains("sandbox", first.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("max-age=300", (await server.Client.GetAsync($"/api/batches/{batch}/previews/{image}?v=0123456789abcdef")).Header("Cache-Control"), StringComparison.Ordinal);

            HttpRequestMessage known = new(HttpMethod.Get, $"/api/batches/{batch}/previews/{image}");
            known.Headers.IfNoneMatch.Add(first.Headers.ETag);
            Assert.Equal(HttpStatusCode.NotModified, (await server.Client.SendAsync(known)).StatusCode);
        }
    }

    [Fact]
    public async Task Preview_OfASmallImage_IsTheImage()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string batch = await server.RunAsync("prompt\na red kite\n");
        string image = Path.GetFileName(Directory.GetFiles(Path.Combine(server.Folder, "images", batch), "0*.png").Single());

        HttpResponseMessage preview = await server.Client.GetAsync($"/api/batches/{batch}/previews/{image}");

        Assert.Equal(await server.Client.GetByteArrayAsync($"/api/batches/{batch}/images/{image}"), await preview.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", preview.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("00009-none-1.png", "", "HTTP404")]
    [InlineData("results.csv", "", "HTTP404")]
    [InlineData("00001-a-red-kite-1.png", "?w=5", "HTTP4001")]
    public async Task Preview_OfNoImage_IsAProblem(string name, string query, string code)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string batch = await server.RunAsync("prompt\na red kite\n");

        await (await server.Client.GetAsync($"/api/batches/{batch}/previews/{name}{query}")).ProblemAsync(code);
    }
}
