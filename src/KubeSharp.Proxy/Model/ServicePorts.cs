using KubeSharp.Client;

namespace KubeSharp.Proxy.Model;

/// <summary>A service with its ports of one address family; without ports it has to go.</summary>
internal readonly record struct ServicePorts(NamespacedName Service, IReadOnlyList<ServicePort> Ports);
