using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KubeSharp.Proxy.Tests.Services;

/// <summary>
/// Serves port 8080 in a namespace. TCP: reads until the client has said all, then answers "name client length". UDP: answers "name client length"
/// to each packet.
/// </summary>
internal sealed class EchoPod(string name, NetworkNamespace network) : IAsyncDisposable
{
    public const int Port = 8080;

    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    public async Task StartAsync() => _serving = await network.RunAsync(() =>
    {
        var tcp = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        tcp.Bind(new IPEndPoint(IPAddress.IPv6Any, Port));
        tcp.Listen();
        var udp = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
        udp.Bind(new IPEndPoint(IPAddress.IPv6Any, Port));
        return Task.FromResult(Task.WhenAll(AcceptAsync(tcp), AnswerAsync(udp)));
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        using (listener)
        {
            try
            {
                while (true)
                {
                    _ = ServeAsync(await listener.AcceptAsync(_stop.Token));
                }
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            try
            {
                var (buffer, total) = (new byte[16 * 1024], 0);
                while (await client.ReceiveAsync(buffer, _stop.Token) is var length and > 0)
                {
                    total += length;
                }

                await client.SendAsync(Encoding.ASCII.GetBytes(Answer(client.RemoteEndPoint!, total)), _stop.Token);
            }
            catch (Exception ended) when (ended is SocketException or OperationCanceledException)
            {
                // The client left.
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[65_535];
            try
            {
                while (true)
                {
                    var packet = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.IPv6Any, 0), _stop.Token);
                    await socket.SendToAsync(Encoding.ASCII.GetBytes(Answer(packet.RemoteEndPoint, packet.ReceivedBytes)), packet.RemoteEndPoint, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }
    }

    private string Answer(EndPoint client, int length)
    {
        var address = ((IPEndPoint)client).Address;
        return $"{name} {(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)} {length}";
    }
}
