using System.Buffers;
using System.Net;
using System.Net.Sockets;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Userspace;

/// <summary>What one client and one endpoint tell each other by UDP.</summary>
/// <param name="client">The client.</param>
/// <param name="endpoint">Who answers it.</param>
/// <param name="listener">The socket that the client knows.</param>
/// <param name="time">The clock.</param>
internal sealed class UdpConversation(IPEndPoint client, Endpoint endpoint, Socket listener, TimeProvider time) : IDisposable
{
    public const int MaxPacket = 65_535;

    private readonly Socket _socket = new(client.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    private long _lastUsed = time.GetTimestamp();

    public IPEndPoint Client => client;

    public Endpoint Endpoint => endpoint;

    public TimeSpan Idle => time.GetElapsedTime(Interlocked.Read(ref _lastUsed));

    /// <exception cref="SocketException">There is no way to the endpoint.</exception>
    public void Connect() => _socket.Connect(IPAddress.Parse(endpoint.Address), endpoint.Port);

    /// <exception cref="SocketException">The endpoint does not listen.</exception>
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _lastUsed, time.GetTimestamp());
        return _socket.SendAsync(packet, cancellationToken);
    }

    /// <summary>Carries answers to the client until the conversation is ended or the endpoint does not listen.</summary>
    public async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var peek = new byte[1];
        try
        {
            while (true)
            {
                // The buffer is taken only when there is something to read.
                await _socket.ReceiveAsync(peek, SocketFlags.Peek, cancellationToken);
                var buffer = ArrayPool<byte>.Shared.Rent(MaxPacket);
                try
                {
                    var length = await _socket.ReceiveAsync(buffer, cancellationToken);
                    Interlocked.Exchange(ref _lastUsed, time.GetTimestamp());
                    await listener.SendToAsync(buffer.AsMemory(0, length), client, cancellationToken);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The next packet of the client begins a new conversation.
        }
    }

    public void Dispose() => _socket.Dispose();
}
