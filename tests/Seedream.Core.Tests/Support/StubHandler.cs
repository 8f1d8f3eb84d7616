using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Seedream.Core.Tests.Support;

/// <summary>A queue of answers: throws when it is empty, remembers the requests, reads their bodies as a network would.</summary>
public sealed class StubHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public ConcurrentQueue<(HttpRequestMessage Request, string Body)> Requests { get; } = new();

    public StubHandler Answer(int status, string body, params (string Name, string Value)[] headers) =>
        Answer(status, Encoding.UTF8.GetBytes(body), headers);

    public StubHandler Answer(int status, byte[] body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(_ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
            foreach ((string name, string value) in headers)
                response.Headers.TryAddWithoutValidation(name, value);
            return Task.FromResult(response);
        });
        return this;
    }

    /// <summary>Fails after the request was sent.</summary>
    public StubHandler Fail(Exception exception)
    {
        _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));
        return this;
    }

    /// <summary>Never answers.</summary>
    public StubHandler Hang()
    {
        _answers.Enqueue(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("unreachable");
        });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = "";
        if (request.Content is not null)
        {
            using var sent = new MemoryStream();
            await request.Content.CopyToAsync(sent, cancellationToken);
            body = Encoding.UTF8.GetString(sent.ToArray());
        }

        Requests.Enqueue((request, body));
        return _answers.TryDequeue(out var answer)
            ? await answer(cancellationToken)
            : throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}");
    }
}
