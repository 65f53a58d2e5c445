namespace KubeSharp.Proxy.Server;

/// <summary>What a load balancer gets to know about a service on this node.</summary>
/// <param name="Port">Where it asks (healthCheckNodePort).</param>
/// <param name="LocalEndpoints">How many endpoints on this node are ready.</param>
internal readonly record struct ServiceHealth(int Port, int LocalEndpoints);
