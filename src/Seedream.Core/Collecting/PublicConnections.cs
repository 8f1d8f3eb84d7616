using System.Net;
using System.Net.Sockets;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Collecting;

/// <summary>
/// Connects to public addresses only, and to exactly the address that was checked, so a name that resolves to something
/// internal (by mistake or DNS rebinding) leads nowhere.
/// </summary>
internal sealed class PublicConnections(bool allowLoopback)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        DnsEndPoint target = context.DnsEndPoint;
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);

        // A proxy the operator configured is trusted, wherever it stands; it resolves the name itself.
        // An IPv6 address stands in brackets here and without them there.
        bool isProxy = !string.Equals(context.InitialRequestMessage.RequestUri?.IdnHost, target.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
        IPAddress[] allowed = isProxy ? addresses : Array.FindAll(addresses, address => IsAllowed(target.Host, address));
        if (allowed.Length == 0)
        {
            throw addresses.Length == 0
                ? new HttpRequestException(HttpRequestError.NameResolutionError, $"{target.Host} has no address")
                : new AddressRefusedException($"{target.Host} resolves to {addresses[0]}, which is not a public address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(string host, IPAddress address) =>
        PublicAddress.Is(address) || (allowLoopback && Loopback.IsHost(host) && IPAddress.IsLoopback(address));
}
