using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KubeSharp.Proxy.Userspace;

/// <summary>Forwards UDP packets. A client keeps its endpoint as long as it goes on and the endpoint is there.</summary>
internal sealed class UdpServiceListener : IServiceListener
{
    private readonly Socket _socket;
    private readonly ServiceBalancer _balancer;
    private readonly bool _fromOutside;
    private readonly Forwarding _forwarding;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentDictionary<IPEndPoint, UdpConversation> _conversations = [];
    private readonly Task _running;

    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public UdpServiceListener(IPEndPoint endPoint, ServiceBalancer balancer, bool fromOutside, Forwarding forwarding, TimeProvider time)
    {
        (_balancer, _fromOutside, _forwarding, _time) = (balancer, fromOutside, forwarding, time);
        _socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Bind(endPoint);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _stop = CancellationTokenSource.CreateLinkedTokenSource(forwarding.Stopping);
        _running = Task.WhenAll(ReceiveAsync(_stop.Token), SweepAsync(_stop.Token));
    }

    /// <summary>Conversations with endpoints that are gone end: a client that goes on is given another.</summary>
    public void EndpointsChanged()
    {
        foreach (var conversation in _conversations.Values)
        {
            if (!_balancer.IsStillThere(conversation.Client.Address, _fromOutside, conversation.Endpoint))
            {
                conversation.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var conversation in _conversations.Values)
        {
            conversation.Dispose();
        }

        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[UdpConversation.MaxPacket];
        var anybody = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, anybody, cancellationToken);
                if (Conversation((IPEndPoint)received.RemoteEndPoint) is { } conversation)
                {
                    await conversation.SendAsync(buffer.AsMemory(0, received.ReceivedBytes), cancellationToken);
                }
            }
            catch (Exception lost) when (lost is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // UDP promises nothing: the client asks again.
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_forwarding.Limits.ConversationIdle / 4, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                foreach (var conversation in _conversations.Values.Where(conversation => conversation.Idle >= _forwarding.Limits.ConversationIdle))
                {
                    conversation.Dispose();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service is gone.
        }
    }

    /// <summary>The conversation of a client; null if it is not let in, there is nobody to talk to, or there are too many.</summary>
    private UdpConversation? Conversation(IPEndPoint client)
    {
        if (_conversations.TryGetValue(client, out var known))
        {
            return known;
        }

        if (!_balancer.Admits(client.Address, ((IPEndPoint)_socket.LocalEndPoint!).Address)
            || _balancer.Next(client.Address, _fromOutside, []) is not { } endpoint
            || !_forwarding.TryReserveConversation())
        {
            return null;
        }

        var conversation = new UdpConversation(client, endpoint, _socket, _time);
        try
        {
            conversation.Connect();
        }
        catch (SocketException)
        {
            conversation.Dispose();
            _forwarding.ReleaseConversation();
            return null;
        }

        _conversations[client] = conversation;
        _forwarding.Own(AnswerAsync(conversation));
        return conversation;
    }

    private async Task AnswerAsync(UdpConversation conversation)
    {
        await conversation.AnswerAsync(_stop.Token);
        _conversations.TryRemove(new(conversation.Client, conversation));
        conversation.Dispose();
        _forwarding.ReleaseConversation();
    }
}
