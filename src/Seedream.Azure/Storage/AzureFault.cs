using Azure;
using Azure.Identity;
using Seedream.Core.Storage;

namespace Seedream.Azure.Storage;

/// <summary>Tells failures of the account as a whole from those of one object, and says what to do about them.</summary>
internal static class AzureFault
{
    private static string RoleFor(Uri place) =>
        place.Host.Contains(".queue.", StringComparison.OrdinalIgnoreCase) ? "Storage Queue Data Contributor" : "Storage Blob Data Contributor";

    /// <summary>
    /// Does it; a failure of the account becomes a <see cref="StorageUnusableException"/>, any other an <see cref="IOException"/>. Only the
    /// caller's own cancellation passes as one: the client's pipeline raises the same when its tries time out.
    /// </summary>
    public static async Task<T> ExplainedAsync<T>(Uri container, Func<Task<T>> function, CancellationToken cancellationToken)
    {
        try
        {
            return await function();
        }
        catch (Exception exception) when (IsFault(exception, cancellationToken))
        {
            throw Explain(exception, container);
        }
    }

    /// <summary>True for what <see cref="Explain"/> can explain.</summary>
    public static bool IsFault(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        RequestFailedException or AuthenticationFailedException => true,
        AggregateException or OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    public static Exception Explain(Exception exception, Uri container)
    {
        // Without the query: with a shared access signature, that is the key.
        string address = container.GetLeftPart(UriPartial.Path);
        return exception switch
        {
            AuthenticationFailedException => new StorageUnusableException($"'{address}' cannot be used: nobody to sign in as ({exception.Message}). " +
                "Sign in (az login), give the host a managed identity, or use a connection string.", exception),
            RequestFailedException { Status: 401 or 403 } denied => new StorageUnusableException($"'{address}' refuses access ({denied.Status} {denied.ErrorCode}). " +
                $"Check the key or connection string; an identity needs the role '{RoleFor(container)}' there, and the account's firewall must let this machine in.", exception),
            RequestFailedException { Status: 0 or 408 or 429 or >= 500 } busy => new StorageUnusableException($"'{address}' does not answer " +
                $"({(busy.Status == 0 ? FirstLine(busy) : $"{busy.Status} {busy.ErrorCode}")}), retries included. Check the account's name and the network, or wait.", exception),
            AggregateException or OperationCanceledException => new StorageUnusableException($"'{address}' does not answer, retries included ({FirstLine(exception.InnerException ?? exception)}). " +
                "Check the account's name and the network, or wait.", exception),
            RequestFailedException other => new IOException($"'{address}' answers {other.Status} {other.ErrorCode}: {FirstLine(other)}", exception),
            _ => exception,
        };
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].Trim();
}
