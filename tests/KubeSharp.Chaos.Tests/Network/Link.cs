using System.Net.Sockets;

namespace KubeSharp.Chaos.Tests.Network;

/// <summary>A way through the network, from one party to another: traffic passes, is held, or finds nobody there.</summary>
internal sealed class Link
{
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _sockets = [];
    private TaskCompletionSource? _held;
    private bool _isCut;

    /// <summary>Completes as soon as traffic may pass.</summary>
    public Task PassAsync()
    {
        lock (_lock)
        {
            return _held?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Whether a connection may be made; its two sides are ended with those of the link.</summary>
    public bool TryAdd(Socket client, Socket server)
    {
        lock (_lock)
        {
            return !_isCut && _sockets.Add(client) && _sockets.Add(server);
        }
    }

    public void Remove(Socket client, Socket server)
    {
        lock (_lock)
        {
            _sockets.Remove(client);
            _sockets.Remove(server);
        }
    }

    /// <summary>From now on nothing passes in either direction, and nobody is told.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Ends all connections, and refuses new ones.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _isCut = true;
        }

        Reset();
    }

    /// <summary>Ends all connections as a peer does that knows nothing of them. What was held is lost.</summary>
    public void Reset()
    {
        Socket[] ended;
        lock (_lock)
        {
            ended = [.. _sockets];
            _sockets.Clear();
        }

        Array.ForEach(ended, End);
    }

    /// <summary>Traffic passes again, and what was held first.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _isCut = false;
            _held?.SetResult();
            _held = null;
        }
    }

    /// <summary>Closes a socket with a reset.</summary>
    public static void End(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Somebody else was faster.
        }

        socket.Dispose();
    }
}
