using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Seedream.Local.Tests.Serving;

/// <summary>A way to a server that can be cut: then calls under way break off, and new connections are refused.</summary>
internal sealed class Gate : IDisposable
{
    private readonly int _target;
    private readonly ConcurrentBag<TcpClient> _connections = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);

    public Gate(string target)
    {
        _target = new Uri(target).Port;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = ForwardAsync(_listener);
    }

    public int Port { get; }

    public void Cut()
    {
        _listener.Dispose();
        while (_connections.TryTake(out TcpClient? connection))
        {
            // Without waiting for anything; it is null where the connection has ended by itself.
            connection.Client?.Close(0);
            connection.Dispose();
        }
    }

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = ForwardAsync(_listener);
    }

    public void Dispose() => Cut();

    private async Task ForwardAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = ForwardAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task ForwardAsync(TcpClient caller)
    {
        TcpClient server = new();
        _connections.Add(caller);
        _connections.Add(server);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(caller.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(caller.GetStream()));
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one side has gone.
        }
        finally
        {
            caller.Dispose();
            server.Dispose();
        }
    }
}
