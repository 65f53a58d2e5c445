using System.Net;
using System.Text;

namespace KubeSharp.Chaos.Tests.Network;

/// <summary>The network of the test: everybody reaches everybody else by a relay, so that each way can be harmed.</summary>
internal sealed class Wiring : IAsyncDisposable
{
    private const int PeerPort = 2380;

    private readonly List<Relay> _relays = [];
    private readonly List<IPEndPoint> _peers = [];
    private readonly Dictionary<(int, int), Link> _between = new() { [(0, 1)] = new Link(), [(0, 2)] = new Link(), [(1, 2)] = new Link() };

    /// <summary>The address at which the other members reach the one that listens at <paramref name="member"/>.</summary>
    public IPAddress AddPeer(IPAddress member)
    {
        var index = _peers.Count;
        var target = new Route(new IPEndPoint(member, PeerPort), Link: null);
        var relay = Add(new Relay(PeerPort, () => target, sent => Sender(sent) is { } sender && sender != index ? Between(index, sender) : null));
        _peers.Add(relay.EndPoint);
        return relay.EndPoint.Address;
    }

    /// <summary>A further way to <paramref name="target"/>.</summary>
    public IPEndPoint AddLink(IPEndPoint target, Link link)
    {
        var route = new Route(target, link);
        return Add(new Relay(target.Port, () => route)).EndPoint;
    }

    /// <summary>Both directions between two members.</summary>
    public Link Between(int member, int other) => _between[(Math.Min(member, other), Math.Max(member, other))];

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays)
        {
            await relay.DisposeAsync();
        }
    }

    private Relay Add(Relay relay)
    {
        _relays.Add(relay);
        return relay.Start();
    }

    /// <summary>Members tell each other, in a header of every request, where they are reached.</summary>
    private int? Sender(ReadOnlyMemory<byte> sent)
    {
        var text = Encoding.ASCII.GetString(sent.Span);
        return _peers.FindIndex(peer => text.Contains($"X-PeerURLs: http://{peer}\r\n", StringComparison.OrdinalIgnoreCase)) is >= 0 and var found ? found : null;
    }
}
