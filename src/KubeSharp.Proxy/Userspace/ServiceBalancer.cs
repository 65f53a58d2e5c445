using System.Net;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Userspace;

/// <summary>Chooses endpoints of one service port, in turn; clients stick to theirs where the service says so.</summary>
internal sealed class ServiceBalancer(TimeProvider time)
{
    /// <summary>Clients that are remembered; of more than that, the ones away for longest are forgotten.</summary>
    private const int MaxClients = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, (Endpoint Endpoint, long LastUsed)> _clients = [];
    private uint _turn;
    private (ServicePort Port, NodeNetwork Network)? _state;

    private (ServicePort Port, NodeNetwork Network) State => _state!.Value;

    public void Update(ServicePort port, NodeNetwork network)
    {
        lock (_lock)
        {
            _state = (port, network);
            if (port.AffinitySeconds == 0)
            {
                _clients.Clear();
            }
        }
    }

    /// <summary>Whether the client may use the service by this address of it.</summary>
    public bool Admits(IPAddress client, IPAddress address)
    {
        lock (_lock)
        {
            var (port, network) = State;
            return port.SourceRanges.Count == 0
                || !port.LoadBalancerIPs.Contains(address.ToString())
                || IsThisNode(client, network)
                || port.SourceRanges.Any(range => IPNetwork.TryParse(range, out var parsed) && parsed.Contains(client));
        }
    }

    /// <summary>The next endpoint for a client; null if there is none left.</summary>
    /// <param name="client">The client.</param>
    /// <param name="fromOutside">It came by an external address.</param>
    /// <param name="failed">Endpoints that did not answer it.</param>
    public Endpoint? Next(IPAddress client, bool fromOutside, IReadOnlyCollection<Endpoint> failed)
    {
        lock (_lock)
        {
            var port = State.Port;
            var candidates = Candidates(client, fromOutside);
            var now = time.GetTimestamp();
            if (port.AffinitySeconds > 0
                && _clients.TryGetValue(client, out var known)
                && time.GetElapsedTime(known.LastUsed, now).TotalSeconds < port.AffinitySeconds
                && candidates.Contains(known.Endpoint)
                && !failed.Contains(known.Endpoint))
            {
                _clients[client] = (known.Endpoint, now);
                return known.Endpoint;
            }

            for (var tries = 0; tries < candidates.Count; tries++)
            {
                var endpoint = candidates[(int)(_turn++ % (uint)candidates.Count)];
                if (!failed.Contains(endpoint))
                {
                    Remember(client, endpoint, now);
                    return endpoint;
                }
            }

            return null;
        }
    }

    /// <summary>Whether a client may go on with an endpoint it was given.</summary>
    public bool IsStillThere(IPAddress client, bool fromOutside, Endpoint endpoint)
    {
        lock (_lock)
        {
            return Candidates(client, fromOutside).Any(candidate => candidate.Address == endpoint.Address && candidate.Port == endpoint.Port);
        }
    }

    private IReadOnlyList<Endpoint> Candidates(IPAddress client, bool fromOutside)
    {
        var (port, network) = State;
        return !fromOutside ? port.InternalEndpoints
            : port.ExternalLocal && (IsThisNode(client, network) || network.LocalTraffic?.Contains(client) == true) ? port.ClusterEndpoints
            : port.ExternalEndpoints;
    }

    private void Remember(IPAddress client, Endpoint endpoint, long now)
    {
        var seconds = State.Port.AffinitySeconds;
        if (seconds == 0)
        {
            return;
        }

        if (_clients.Count >= MaxClients && !_clients.ContainsKey(client))
        {
            foreach (var (old, _) in _clients.OrderBy(static pair => pair.Value.LastUsed).Take(MaxClients / 10).ToArray())
            {
                _clients.Remove(old);
            }
        }

        _clients[client] = (endpoint, now);
    }

    private static bool IsThisNode(IPAddress client, NodeNetwork network) =>
        IPAddress.IsLoopback(client) || network.Addresses.Contains(client.ToString());
}
