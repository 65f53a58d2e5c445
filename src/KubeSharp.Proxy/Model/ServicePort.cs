namespace KubeSharp.Proxy.Model;

/// <summary>One port of a service, for one address family, with everything that a back end needs to know about it.</summary>
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

    /// <summary>Port on which load balancers ask whether this node has endpoints of its own; 0: none.</summary>
    public int HealthCheckNodePort { get; init; }

    /// <summary>Seconds that a client sticks to an endpoint; 0: not at all.</summary>
    public int AffinitySeconds { get; init; }

    public bool InternalLocal { get; init; }

    public bool ExternalLocal { get; init; }

    /// <summary>Endpoints of the whole cluster, with the preferences of topology applied.</summary>
    public IReadOnlyList<Endpoint> ClusterEndpoints { get; init; } = [];

    /// <summary>Endpoints of this node; not filled in where no policy asks for them.</summary>
    public IReadOnlyList<Endpoint> LocalEndpoints { get; init; } = [];

    /// <summary>Where traffic from inside goes. Empty: nowhere, it is refused.</summary>
    public IReadOnlyList<Endpoint> InternalEndpoints => InternalLocal ? LocalEndpoints : ClusterEndpoints;

    /// <summary>Where traffic from outside goes. Pods and the node itself reach <see cref="ClusterEndpoints"/> whatever the external policy says.</summary>
    public IReadOnlyList<Endpoint> ExternalEndpoints => ExternalLocal ? LocalEndpoints : ClusterEndpoints;

    public bool HasExternalAddresses => NodePort != 0 || ExternalIPs.Count > 0 || LoadBalancerIPs.Count > 0;

    /// <summary>Packets to its external addresses can be sent somewhere.</summary>
    public bool IsReachableFromOutside => HasExternalAddresses && (ExternalEndpoints.Count > 0 || (ExternalLocal && ClusterEndpoints.Count > 0));
}
