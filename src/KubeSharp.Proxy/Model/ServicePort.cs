namespace KubeSharp.Proxy.Model;

/// <summary>One port of a service, for one address family, with everything the packet filter needs to know about it.</summary>
public sealed record ServicePort
{
    public required ServicePortName Name { get; init; }

    public required string ClusterIP { get; init; }

    public required int Port { get; init; }

    /// <summary>0: none.</summary>
    public int NodePort { get; init; }

    public IReadOnlyList<string> ExternalIPs { get; init; } = [];

    /// <summary>Addresses of the load balancer that this node is to answer (ipMode VIP).</summary>
    public IReadOnlyList<string> LoadBalancerIPs { get; init; } = [];

    /// <summary>Networks that may reach the load balancer's addresses; empty: all.</summary>
    public IReadOnlyList<string> SourceRanges { get; init; } = [];

    /// <summary>Seconds that a client sticks to an endpoint; 0: not at all.</summary>
    public int AffinitySeconds { get; init; }

    public bool InternalLocal { get; init; }

    public bool ExternalLocal { get; init; }

    /// <summary>Where traffic from inside goes. Empty: nowhere, it is refused.</summary>
    public IReadOnlyList<Endpoint> InternalEndpoints { get; init; } = [];

    /// <summary>Where traffic from outside goes. With <see cref="ExternalLocal"/>: endpoints of this node only.</summary>
    public IReadOnlyList<Endpoint> ExternalEndpoints { get; init; } = [];

    /// <summary>There is an endpoint somewhere in the cluster.</summary>
    public bool HasAnyEndpoint { get; init; }

    public bool HasExternalAddresses => NodePort != 0 || ExternalIPs.Count > 0 || LoadBalancerIPs.Count > 0;
}
