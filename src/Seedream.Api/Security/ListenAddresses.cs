using Microsoft.AspNetCore.Http;

namespace Seedream.Api.Security;

/// <summary>Where a host may listen.</summary>
public static class ListenAddresses
{
    /// <summary>Why the host must not start with these addresses, in words; null when it may. Asked before anything listens.</summary>
    public static string? WhyRefused(IEnumerable<string> urls, ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(urls);
        ArgumentNullException.ThrowIfNull(options);
        if (!string.IsNullOrEmpty(options.Key))
            return null;
        string[] open = [.. urls.SelectMany(url => url.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(url => !IsLoopback(url))];
        return open.Length == 0 ? null
            : $"{string.Join(", ", open)} can be reached from other machines: set {ApiOptions.Section}:{nameof(options.Key)} (16 characters or more), or listen on http://127.0.0.1 only";
    }

    // BindingAddress reads what Kestrel reads, "http://*:80" and "http://+:80" included.
    private static bool IsLoopback(string url)
    {
        try
        {
            return LoopbackCall.IsLocalName(BindingAddress.Parse(url).Host);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
