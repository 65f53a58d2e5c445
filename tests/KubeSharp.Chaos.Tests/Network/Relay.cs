using System.Buffers;
using System.Net;
using System.Net.Sockets;
using KubeSharp.Storage.Testing;

namespace KubeSharp.Chaos.Tests.Network;

/// <summary>Passes TCP connections on, from a loopback address of its own.</summary>
/// <param name="port">That it listens at.</param>
/// <param name="route">Where the next connection goes; null if nowhere.</param>
/// <param name="identify">The link that what a client sends belongs to, for routes without one; null if it does not tell.</param>
internal sealed class Relay(int port, Func<Route?> route, Func<ReadOnlyMemory<byte>, Link?>? identify = null) : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Task _accepting = Task.CompletedTask;

    public IPEndPoint EndPoint { get; } = new(EtcdProcess.FreeAddress(), port);

    public Relay Start()
    {
        _listener.Bind(EndPoint);
        _listener.Listen();
        _accepting = AcceptAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync();
                running.RemoveAll(connection => connection.IsCompleted);
                running.Add(RelayAsync(client));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The clients and servers of a test have ended before its network does.
            await Task.WhenAll(running);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var connection = new Connection { Link = null };
        try
        {
            if (route() is not { } found)
            {
                return;
            }

            await (found.Link?.PassAsync() ?? Task.CompletedTask);
            await server.ConnectAsync(found.Target);
            (client.NoDelay, server.NoDelay) = (true, true);
            if (Join(connection, found.Link, client, server))
            {
                await Task.WhenAll(PumpAsync(client, server, connection, isClient: true), PumpAsync(server, client, connection, isClient: false));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // One of the two, or the link, has ended it.
        }
        finally
        {
            connection.Link?.Remove(client, server);
            Link.End(client);
            Link.End(server);
        }
    }

    private static bool Join(Connection connection, Link? link, Socket client, Socket server)
    {
        connection.Link = link;
        return link is null || link.TryAdd(client, server);
    }

    private async Task PumpAsync(Socket from, Socket to, Connection connection, bool isClient)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (connection.Link is null && isClient && identify!(buffer.AsMemory(0, count)) is { } link && !Join(connection, link, from, to))
                {
                    throw new SocketException((int)SocketError.ConnectionReset);
                }

                await (connection.Link?.PassAsync() ?? Task.CompletedTask);
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            Link.End(from);
            Link.End(to);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class Connection
    {
        public required Link? Link { get; set; }
    }
}
