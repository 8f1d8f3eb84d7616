using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Seedream.Azure;

/// <summary>A storage account as it is named in settings, and the clients it takes.</summary>
internal static class AzureAccount
{
    private const string BlobHost = ".blob.";
    private const string QueueHost = ".queue.";

    public static BlobServiceClient ForBlobs(string account, TokenCredential? credential) => Connect(
        account,
        address => new BlobServiceClient(address, credential ?? new DefaultAzureCredential(), Tuned(new BlobClientOptions())),
        text => new BlobServiceClient(text, Tuned(new BlobClientOptions())),
        address => address);

    public static QueueServiceClient ForQueues(string account, TokenCredential? credential) => Connect(
        account,
        address => new QueueServiceClient(address, credential ?? new DefaultAzureCredential(), Tuned(new QueueClientOptions())),
        text => new QueueServiceClient(text, Tuned(new QueueClientOptions())),
        // People name the account by its blob address.
        address => new UriBuilder(address) { Host = address.Host.Replace(BlobHost, QueueHost, StringComparison.OrdinalIgnoreCase) }.Uri);

    private static T Connect<T>(string account, Func<Uri, T> byAddress, Func<string, T> byText, Func<Uri, Uri> address)
    {
        if (Uri.TryCreate(account, UriKind.Absolute, out Uri? named) && named.Scheme is "http" or "https")
        {
            // A token over plain HTTP would be anybody's.
            return named.Scheme == "https"
                ? byAddress(address(named))
                : throw new ArgumentException($"The storage account's address must begin with https://, not '{named.GetLeftPart(UriPartial.Authority)}'.", nameof(account));
        }

        try
        {
            return byText(account);
        }
        catch (FormatException exception)
        {
            // Without the text: it may hold a key.
            throw new ArgumentException("The storage account is neither a connection string nor an https:// address.", nameof(account), exception);
        }
    }

    private static TOptions Tuned<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        // Hiccups only: through an outage the pipeline waits by itself, and says so.
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromSeconds(0.4);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        return options;
    }
}
