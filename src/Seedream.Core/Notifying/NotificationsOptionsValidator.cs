using Microsoft.Extensions.Options;
using Seedream.Core.RunComfy;
using Seedream.Core.Settings;

namespace Seedream.Core.Notifying;

internal sealed class NotificationsOptionsValidator : IValidateOptions<NotificationsOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationsOptions options) => new OptionChecks(NotificationsOptions.Section)
        .Range(nameof(options.WebhookTimeout), options.WebhookTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2))
        .Range(nameof(options.MaxTries), options.MaxTries, 1, 20)
        .Range(nameof(options.FirstRetry), options.FirstRetry, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(30))
        .That(Uri.IsWellFormedUriString(options.Source, UriKind.RelativeOrAbsolute) && options.Source.Length > 0, $"{nameof(options.Source)} must be a URI reference such as /seedream or https://example.com/images")
        .That(options.WebhookUrl is null || IsAddress(options.WebhookUrl), $"{nameof(options.WebhookUrl)} must be an absolute https address without user and fragment (http only to this machine)")
        .That(options.WebhookUrl is null || WebhookSignature.TryCreate(options.WebhookSecret) is not null, $"{nameof(options.WebhookSecret)} must be whsec_ followed by 24 to 64 bytes as base64 (of which nothing is shown here)")
        .Result();

    private static bool IsAddress(Uri url) =>
        url is { IsAbsoluteUri: true, UserInfo.Length: 0, Fragment.Length: 0 }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && Loopback.Is(url)));
}
