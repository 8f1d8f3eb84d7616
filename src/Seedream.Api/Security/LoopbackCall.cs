using System.Net;
using Microsoft.AspNetCore.Http;

namespace Seedream.Api.Security;

/// <summary>Whether a call stays on this machine.</summary>
internal static class LoopbackCall
{
    /// <summary>Both ends of the connection are loopback addresses; an in-process test server has none.</summary>
    public static bool IsLocal(HttpContext context) =>
        IsLoopback(context.Connection.LocalIpAddress) && IsLoopback(context.Connection.RemoteIpAddress);

    public static bool HasLocalName(HttpRequest request) => IsLocalName(request.Host.Host);

    public static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
