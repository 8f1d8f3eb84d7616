using System.Net;
using System.Net.Sockets;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Serving;

[Collection(nameof(ServingTests))]
public sealed class ServingCrowds
{
    private const int MostConnections = 2_000;

    [Fact]
    public async Task More_connections_than_a_host_holds_are_closed_and_the_host_goes_on()
    {
        await using Service service = await Service.CreateAsync();
        service.Start();
        Uri health = new(service.Address, "/api/health");
        using HttpClient caller = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
        await Eventually.IsTrueAsync(() => AnswersAsync(caller, health), "the host to answer");

        List<Socket> crowd = [];
        try
        {
            for (int i = 0; i < MostConnections + 20; i++)
            {
                Socket one = new(SocketType.Stream, ProtocolType.Tcp);
                crowd.Add(one);
                await one.ConnectAsync(IPAddress.Loopback, service.Address.Port);
            }

            await Eventually.IsTrueAsync(() => crowd.Count(IsClosed) >= 20, "the last ones to be closed");
            Assert.InRange(crowd.Count(IsClosed), 20, 22);
            Assert.False(await AnswersAsync(caller, health));
        }
        finally
        {
            crowd.ForEach(one => one.Dispose());
        }

        await Eventually.IsTrueAsync(() => AnswersAsync(caller, health), "the host to answer again");
    }

    private static bool IsClosed(Socket socket)
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient caller, Uri address)
    {
        try
        {
            using HttpResponseMessage answer = await caller.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
