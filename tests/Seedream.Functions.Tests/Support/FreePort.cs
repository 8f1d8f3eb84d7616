using System.Net;
using System.Net.Sockets;

namespace Seedream.Functions.Tests.Support;

/// <summary>A loopback port that is free just now; the durable test host would take any, in use or not.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
