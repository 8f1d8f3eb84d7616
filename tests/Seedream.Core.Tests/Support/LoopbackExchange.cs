using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Seedream.Core.Tests.Support;

/// <summary>One request and the bare stream its answer goes to, so a test can answer as badly as servers do.</summary>
public sealed class LoopbackExchange(LoopbackRequest request, Socket socket, Stream stream, CancellationToken stopping)
{
    public LoopbackRequest Request => request;

    public Stream Stream => stream;

    /// <summary>Cancelled when the server stops.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>Set to close the connection after this exchange.</summary>
    public bool Close { get; set; }

    public Task AnswerAsync(int status, string json, params string[] headers) =>
        AnswerAsync(status, Encoding.UTF8.GetBytes(json), ["Content-Type: application/json", .. headers]);

    public async Task AnswerAsync(int status, byte[] body, params string[] headers)
    {
        await HeadAsync(status, [$"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}", .. headers]);
        await stream.WriteAsync(body, stopping);
    }

    public async Task HeadAsync(int status, params string[] headers)
    {
        string head = $"HTTP/1.1 {status} Status\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), stopping);
    }

    /// <summary>Answers nothing until the server stops or the client goes away.</summary>
    public async Task HangAsync()
    {
        Close = true;
        byte[] buffer = new byte[1];
        while (await stream.ReadAsync(buffer, stopping) > 0)
        {
        }
    }

    /// <summary>Ends the connection with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        Close = true;
        socket.LingerState = new LingerOption(true, 0);
    }
}
