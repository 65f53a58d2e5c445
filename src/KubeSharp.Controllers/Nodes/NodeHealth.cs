namespace KubeSharp.Controllers.Nodes;

/// <summary>When a node was last heard of, by this process's own clock: clocks of nodes are never compared.</summary>
internal sealed record NodeHealth(string LeaseVersion, string Heartbeats, DateTimeOffset HeardAt);
