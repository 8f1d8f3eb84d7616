using System.Net;

namespace Seedream.Core.RunComfy;

/// <summary>Tells addresses of this very machine, as simulators have.</summary>
internal static class Loopback
{
    public static bool Is(Uri url) => url.IsAbsoluteUri && IsHost(url.IdnHost);

    public static bool IsHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
