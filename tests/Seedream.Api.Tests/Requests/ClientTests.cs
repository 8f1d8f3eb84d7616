using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Requests;

/// <summary>Clients that are large, slow or gone.</summary>
[Collection(Alone.Name)]
public class ClientTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Upload_Of200Megabytes_StreamsThroughInBoundedMemory()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Starter.Runs = false;
        string[] warmUp = ["prompt\n", "a\n"];
        await (await server.Client.PostAsync("/api/batches?file=warm.csv", new Rows(warmUp, 1, () => { }))).JsonAsync(202);
        GC.Collect();
        long before = Environment.WorkingSet;
        long peak = 0;
        string[] rows = ["prompt\n", new string('x', 15_000) + "\n"];

        JsonNode batch = await (await server.Client.PostAsync("/api/batches?file=large.csv", new Rows(rows, 14_000, () => peak = Math.Max(peak, Environment.WorkingSet)))).JsonAsync(202);

        peak = Math.Max(peak, Environment.WorkingSet);
        Assert.Equal(14_000, (int)batch["rows"]!);
        Assert.True((long)batch["plan"]!["content_bytes"]! > 200_000_000);
        output.WriteLine($"the process grew by {(peak - before) >> 20} MB");
        Assert.True(peak - before < 150L << 20, $"grew by {(peak - before) >> 20} MB");
    }

    [Fact]
    public async Task Download_ClientGoesAway_IsNoError()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string id = await server.RunAsync("prompt\na cat\n");
        await server.Storage.Images.PutAsync($"{id}/00001-large-1.png", new byte[50 << 20], "image/png", CancellationToken.None);

        foreach (string path in (string[])["images/00001-large-1.png", "images.zip"])
        {
            // On a busy machine all of it may have been thrown away before anybody is told that there is nobody to send it to.
            bool noticed = false;
            for (int tries = 0; tries < 5 && !noticed; tries++)
            {
                using (TcpClient client = await ConnectAsync(server, $"GET /api/batches/{id}/{path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                {
                    await client.GetStream().ReadExactlyAsync(new byte[1000]);
                    client.LingerState = new LingerOption(enable: true, 0);
                }

                noticed = await server.Log.ShowsWithinAsync(TimeSpan.FromSeconds(20), $"/api/batches/{id}/{path}: the client went away");
            }

            Assert.True(noticed, path);
        }

        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task Upload_ClientGoesAway_LeavesNothing()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using (await ConnectAsync(server, "POST /api/batches HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\nprompt\na cat\n"))
        {
        }

        await server.Log.WaitForAsync("the client went away", "was refused with HTTP400");
        Assert.Empty(server.Log.Errors);
        Assert.Equal(0, server.Starter.Started);
        Assert.DoesNotContain(Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories), path => path.Contains("uploads", StringComparison.Ordinal) || path.Contains("catalog", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upload_TooSlow_IsRefused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using TcpClient client = await ConnectAsync(server, "POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        using StreamReader answer = new(client.GetStream());

        Assert.Equal("HTTP/1.1 408 Request Timeout", await answer.ReadLineAsync());
        Assert.Empty(server.Log.Errors);
    }

    private static async Task<TcpClient> ConnectAsync(ApiServer server, string request)
    {
        TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }

    /// <summary>A table made while it is sent: a header, and a row over and over.</summary>
    private sealed class Rows : HttpContent
    {
        private readonly byte[] _header;
        private readonly byte[] _row;
        private readonly int _count;
        private readonly Action _sent;

        public Rows(string[] parts, int count, Action sent)
        {
            (_header, _row, _count, _sent) = (Encoding.ASCII.GetBytes(parts[0]), Encoding.ASCII.GetBytes(parts[1]), count, sent);
            Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_header);
            for (int row = 0; row < _count; row++)
            {
                await stream.WriteAsync(_row);
                if (row % 256 == 0)
                    _sent();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
