using System.Buffers;
using System.Net;
using System.Net.Sockets;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Userspace;

/// <summary>
/// Forwards TCP connections. Each direction ends on its own, so that a client which has said all still gets its answer; a connection that breaks
/// on one side is broken on the other. While nothing flows, a connection holds no buffer.
/// </summary>
internal sealed class TcpServiceListener : IServiceListener
{
    private const int Backlog = 1024;
    private const int BufferSize = 32 * 1024;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly ServiceBalancer _balancer;
    private readonly bool _fromOutside;
    private readonly Forwarding _forwarding;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private readonly Task _accepting;

    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public TcpServiceListener(IPEndPoint endPoint, ServiceBalancer balancer, bool fromOutside, Forwarding forwarding, TimeProvider time)
    {
        (_balancer, _fromOutside, _forwarding, _time) = (balancer, fromOutside, forwarding, time);
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(endPoint);
            _socket.Listen(Backlog);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _stop = CancellationTokenSource.CreateLinkedTokenSource(forwarding.Stopping);
        _accepting = AcceptAsync(_stop.Token);
    }

    /// <summary>Connections stay with the endpoint that they have.</summary>
    public void EndpointsChanged()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _forwarding.ReserveConnectionAsync(cancellationToken);
                if (await TryAcceptAsync(cancellationToken) is { } client)
                {
                    _forwarding.Own(ServeAsync(client, _forwarding.Stopping));
                }
                else
                {
                    _forwarding.ReleaseConnection();
                    await Task.Delay(PauseAfterFailure, _time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service is gone.
        }
    }

    /// <summary>Null if the system cannot give it, or the client has left already.</summary>
    private async Task<Socket?> TryAcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _socket.AcceptAsync(cancellationToken);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            _forwarding.ReleaseConnection();
            throw;
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using (client)
        {
            try
            {
                var (from, to) = ((IPEndPoint)client.RemoteEndPoint!, (IPEndPoint)client.LocalEndPoint!);
                using var server = _balancer.Admits(from.Address, to.Address) ? await ConnectAsync(from.Address, both.Token) : null;
                if (server is null)
                {
                    Break(client);
                    return;
                }

                client.NoDelay = server.NoDelay = true;
                KeepAlive(client);
                KeepAlive(server);
                var done = await Task.WhenAll(CopyAsync(client, server, both), CopyAsync(server, client, both));
                if (done.Contains(false))
                {
                    Break(client);
                    Break(server);
                }
            }
            catch (SocketException)
            {
                // The client has left before it was looked at.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Break(client);
            }
            finally
            {
                _forwarding.ReleaseConnection();
            }
        }
    }

    private async Task<Socket?> ConnectAsync(IPAddress client, CancellationToken cancellationToken)
    {
        var failed = new List<Endpoint>();
        var limit = _forwarding.Limits.FirstConnect;
        while (failed.Count < _forwarding.Limits.Tries && _balancer.Next(client, _fromOutside, failed) is { } endpoint)
        {
            var address = IPAddress.Parse(endpoint.Address);
            var server = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using var patience = new CancellationTokenSource(limit, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                await server.ConnectAsync(address, endpoint.Port, either.Token);
                return server;
            }
            catch (Exception failure) when (failure is SocketException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                server.Dispose();
                failed.Add(endpoint);
                limit *= 2;
            }
            catch (OperationCanceledException)
            {
                server.Dispose();
                throw;
            }
        }

        return null;
    }

    /// <returns>False if it broke; then the other direction is ended too.</returns>
    private static async Task<bool> CopyAsync(Socket from, Socket to, CancellationTokenSource both)
    {
        try
        {
            while (true)
            {
                await from.ReceiveAsync(Memory<byte>.Empty, both.Token);
                var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                try
                {
                    var length = await from.ReceiveAsync(buffer, both.Token);
                    if (length == 0)
                    {
                        to.Shutdown(SocketShutdown.Send);
                        return true;
                    }

                    for (var sent = 0; sent < length;)
                    {
                        sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), both.Token);
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            await both.CancelAsync();
            return false;
        }
    }

    private static void KeepAlive(Socket socket) => socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);

    /// <summary>Has the peer told that the connection is broken, not ended.</summary>
    private static void Break(Socket socket) => socket.LingerState = new LingerOption(true, 0);
}
