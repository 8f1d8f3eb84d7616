using System.Net;

namespace Seedream.Fuzz.RunComfy;

/// <summary>Gives the same answer to whoever asks, and reads what is sent, as a network does.</summary>
internal sealed class ScriptedNetwork(int status, byte[] body, IReadOnlyList<(string Name, string Value)> headers) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
            await request.Content.CopyToAsync(Stream.Null, cancellationToken);
        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new ByteArrayContent(body), RequestMessage = request };
        foreach ((string name, string value) in headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
