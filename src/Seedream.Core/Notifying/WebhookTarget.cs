using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Seedream.Core.Collecting;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Notifying;

/// <summary>
/// Posts events to the configured address, signed. Nothing of the answer is looked at but its status: 2xx is delivered, 410
/// means that no more are wanted, anything else is tried again.
/// </summary>
internal sealed class WebhookTarget : INotificationTarget
{
    public const string ClientName = "seedream-webhook";

    private readonly IHttpClientFactory _clients;
    private readonly NotificationsOptions _options;
    private readonly TimeProvider _clock;
    private volatile bool _unwanted;

    public WebhookTarget(IHttpClientFactory clients, NotificationsOptions options, TimeProvider clock)
    {
        _clients = clients;
        _options = options;
        _clock = clock;
    }

    public string Name => "webhook";

    public bool IsConfigured => _options.WebhookUrl is not null;

    public async Task<Delivery> DeliverAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_unwanted)
            return Delivery.Refused($"{Host} answered 410 before; it is not asked again until this process is restarted");
        using HttpRequestMessage request = Request(message);
        using CancellationTokenSource timeout = new(_options.WebhookTimeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using HttpClient client = _clients.CreateClient(ClientName);
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Delivery.Failed($"{Host} did not answer within {_options.WebhookTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (HttpRequestException exception)
        {
            // Connection trouble names host and port at most.
            return Delivery.Failed($"{Host}: {exception.GetBaseException().Message}");
        }
        catch (AddressRefusedException exception)
        {
            return Delivery.Failed($"{Host}: {exception.Message}");
        }
    }

    /// <summary>No redirects, no cookies, no trace headers to third parties, public addresses only unless the setting names this machine.</summary>
    public static SocketsHttpHandler CreateHandler(NotificationsOptions options)
    {
        bool isLoopback = options.WebhookUrl is { } url && Loopback.Is(url);
        PublicConnections guard = new(allowLoopback: isLoopback);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !isLoopback,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = guard.ConnectAsync,
        };
    }

    private string Host => _options.WebhookUrl!.Host;

    private HttpRequestMessage Request(EventMessage message)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        WebhookSignature signature = WebhookSignature.TryCreate(_options.WebhookSecret) ?? throw new InvalidOperationException("the webhook has no secret");
        HttpRequestMessage request = new(HttpMethod.Post, _options.WebhookUrl) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(EventMessage.ContentType, "utf-8");
        request.Headers.UserAgent.ParseAdd("seedream-functions/0.1");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signature.Sign(message.Id, now, message.Body.Span));
        return request;
    }

    private Delivery Judge(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
            return Delivery.Done;
        if (response.StatusCode == HttpStatusCode.Gone)
        {
            _unwanted = true;
            return Delivery.Refused($"{Host} answered 410: it wants no events any more; remove {NotificationsOptions.Section}:{nameof(NotificationsOptions.WebhookUrl)}");
        }

        return Delivery.Failed(string.Create(CultureInfo.InvariantCulture, $"{Host} answered {status}"), RetryAfterHeader.Read(response.Headers, _clock.GetUtcNow()));
    }
}
